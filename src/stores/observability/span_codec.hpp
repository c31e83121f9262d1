// Spans to attributes, to JSON with Mastra's names, and back; partial changes of spans. Pure.
#pragma once

#include "mastra/core/attribute_value.hpp"
#include "mastra/core/result.hpp"
#include "mastra/stores/span.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mastra::stores {

/// A span as it is kept: with the tokens of the waiting updates that were carried out on it, separated by blanks.
struct stored_span : span {
    stored_span() = default;
    explicit stored_span(span value) : span(std::move(value)) {}
    std::string applied;
};

/// Attributes as span_entity() declares them, those included that decide which lists the span is in.
[[nodiscard]] attribute_map to_attributes(const stored_span& value);
/// Empty for an item that is no whole span. Errors: corrupt_record.
[[nodiscard]] result<std::optional<stored_span>> to_stored_span(const attribute_map& item);
[[nodiscard]] result<std::optional<span>> to_span(const attribute_map& item);

/// Refuses what cannot be stored: no ids, no type, a time outside the years 1970 to 9999, JSON of the wrong shape.
/// Errors: invalid_argument.
[[nodiscard]] result<void> check_span(const span& value);

/// Carries out a partial change: members of a JSON object, by Mastra's names. createdAt and updatedAt are refused, as
/// are other ids than the span's. Errors: invalid_argument, naming the member; `value` may then be half changed.
[[nodiscard]] result<void> apply_changes(span& value, const json_text& changes);

/// The attributes that get_structure needs.
[[nodiscard]] std::vector<std::string> structure_attributes();

/// (started_at, trace_id, span_id)
[[nodiscard]] bool starts_before(const span& a, const span& b) noexcept;

}  // namespace mastra::stores
