#include "stores/paging_rules.hpp"

#include <fmt/format.h>

namespace mastra::stores {
namespace {

constexpr std::int64_t largest_safe_integer = (std::int64_t{1} << 53) - 1;

}  // namespace

result<row_range> rows_of(const paging& asked) {
    if (asked.page < 0 || asked.page > largest_safe_integer) {
        return error(store_errc::invalid_page, fmt::format("page must be >= 0, not {}", asked.page));
    }
    if (!asked.per_page) {
        if (asked.page != 0) {
            return error(store_errc::invalid_page, "without perPage the page must be 0");
        }
        return row_range{};
    }
    if (*asked.per_page < 0 || *asked.per_page > largest_safe_integer) {
        return error(store_errc::invalid_page, fmt::format("perPage must be >= 0, not {}", *asked.per_page));
    }
    std::int64_t offset = 0;
    std::int64_t end = 0;
    if (__builtin_mul_overflow(asked.page, *asked.per_page, &offset) ||
        __builtin_add_overflow(offset, *asked.per_page, &end) || end > largest_safe_integer) {
        return error(store_errc::invalid_page, "page times perPage is too large");
    }
    return row_range{offset, asked.per_page};
}

bool rows_follow(const row_range& rows, std::int64_t total) noexcept {
    return rows.count && rows.offset + *rows.count < total;
}

}  // namespace mastra::stores
