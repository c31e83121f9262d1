// Spans of both layouts as JSON, with Mastra's names.
#pragma once

#include "cli/json_output.hpp"
#include "mastra/stores/span.hpp"
#include "mastra/stores/traces_store.hpp"

namespace mastra::cli {

/// Every field, null where it is absent, and `status`.
[[nodiscard]] json_text json_of(const stores::span& span);
[[nodiscard]] json_text json_of(const stores::legacy_span& span);

template <class Span>
[[nodiscard]] std::vector<json_text> json_rows(const std::vector<Span>& spans) {
    std::vector<json_text> rows;
    for (const auto& span : spans) {
        rows.push_back(json_of(span));
    }
    return rows;
}

}  // namespace mastra::cli
