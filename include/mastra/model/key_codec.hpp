// Key text, byte for byte as ElectroDB writes it (contract section 4; docs/formats/table-layout.md).
#pragma once

#include "mastra/core/attribute_value.hpp"
#include "mastra/core/result.hpp"
#include "mastra/model/entity_definition.hpp"

#include <string>
#include <string_view>

namespace mastra::model {

/// JavaScript's String.prototype.toLowerCase for every code point, with SpecialCasing and the final-sigma rule.
/// `text` must be valid UTF-8 (anything else is copied as it is). O(n); ASCII text takes a fast path.
[[nodiscard]] std::string javascript_lower_case(std::string_view text);
/// Appends it. `text` is no part of `out`.
void append_javascript_lower_case(std::string& out, std::string_view text);

/// Whether javascript_lower_case would change nothing.
[[nodiscard]] bool is_lower_case(std::string_view text);

/// The text of a key composite: a string as it is, a number as JavaScript prints it, a bool as true or false.
/// Errors: invalid_attribute for other types.
[[nodiscard]] result<std::string> composite_text(const attribute_value& value);

/// How much of a key is known.
struct composed_key {
    std::string text;
    bool complete = true;  ///< false: a trailing composite was missing, the text is a prefix (as begins_with needs it)
};
/// "$service#name_value..." in lower case. Errors: missing_composite, invalid_attribute, key_unrepresentable,
/// key_too_long.
[[nodiscard]] result<std::string> partition_key_text(const entity_definition& entity, const access_pattern& pattern,
                                                     const attribute_map& attributes);
/// "$entity_version#name_value..." in lower case; stops at the first missing composite.
[[nodiscard]] result<composed_key> sort_key_text(const entity_definition& entity, const access_pattern& pattern,
                                                 const attribute_map& attributes);

}  // namespace mastra::model
