// Mastra's rules of paging (contract section 3.1): what a page is, and when more follows. Pure.
#pragma once

#include "mastra/core/result.hpp"
#include "mastra/stores/records.hpp"

#include <cstdint>
#include <optional>

namespace mastra::stores {

/// The rows a page asks for. Errors: invalid_page for negative numbers, for page * per_page beyond 2^53 - 1, and for a
/// page other than 0 without per_page.
struct row_range {
    std::int64_t offset = 0;
    std::optional<std::int64_t> count;  ///< empty: to the end
};
[[nodiscard]] result<row_range> rows_of(const paging& asked);

/// hasMore: never for "everything"; else whether rows follow the page.
[[nodiscard]] bool rows_follow(const row_range& rows, std::int64_t total) noexcept;

}  // namespace mastra::stores
