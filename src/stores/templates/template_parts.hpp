// What all templates share: the checked definition they are made from, and JSON that a person can read.
#pragma once

#include "mastra/core/json_text.hpp"
#include "mastra/stores/table.hpp"

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mastra::stores {

/// Errors: invalid_argument, as table_templates.hpp says.
[[nodiscard]] result<void> check_table_name(std::string_view name);
[[nodiscard]] result<void> check_key_arn(std::string_view kms_key);
/// The table's definition after all checks.
[[nodiscard]] result<protocol::create_table_request> checked_definition(const std::string& table_name,
                                                                        const table_options& options);

/// "S", "N" or "B".
[[nodiscard]] std::string_view type_letter(protocol::scalar_type type);

[[nodiscard]] json_text json_of(std::string_view text);
[[nodiscard]] json_text json_of(std::int64_t number);
[[nodiscard]] json_text json_of(std::same_as<bool> auto value) {
    return json_text::trusted(value ? "true" : "false");
}
[[nodiscard]] json_text json_array(const std::vector<json_text>& values);

/// The same JSON with line breaks and two spaces for each level, and a line break at its end.
[[nodiscard]] std::string pretty(const json_text& json);

}  // namespace mastra::stores
