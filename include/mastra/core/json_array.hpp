// One level of a JSON array kept as text, beside json_object of json_text.hpp.
#pragma once

#include "mastra/core/json_text.hpp"
#include "mastra/core/result.hpp"

#include <string_view>
#include <vector>

namespace mastra {

/// The canonical text of each element. Errors: invalid_json when the text is not a JSON array.
[[nodiscard]] result<std::vector<json_text>> parse_json_array(std::string_view text);
/// The elements of text that is known to be canonical, cut out and not read: views into it. Errors: invalid_json when
/// the text is not an array, or nested too deeply.
[[nodiscard]] result<std::vector<std::string_view>> canonical_elements(std::string_view text);
/// The array of these elements.
[[nodiscard]] json_text to_json_array(const std::vector<json_text>& elements);

}  // namespace mastra
