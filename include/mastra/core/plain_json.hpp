// DynamoDB values as plain JSON, the way a document client shows them: {"a":1}, not {"a":{"N":"1"}}.
#pragma once

#include "mastra/core/attribute_value.hpp"
#include "mastra/core/json_text.hpp"

namespace mastra {

/// Sets become arrays, binary values their base64 text; numbers keep all their digits. Attributes are in the order of
/// the map: by name.
[[nodiscard]] json_text to_plain_json(const attribute_value& value);

}  // namespace mastra
