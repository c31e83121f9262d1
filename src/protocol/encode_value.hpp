// Attribute values as DynamoDB JSON. Serves the encoders of all operations.
#pragma once

#include "protocol/json_writer.hpp"

#include "mastra/core/attribute_value.hpp"

namespace mastra::protocol {

void write_value(json_writer& out, const attribute_value& value);
/// {"name": value, ...}
void write_attributes(json_writer& out, const attribute_map& attributes);

/// About how many bytes the JSON of `item` takes, so that its text is allocated once.
[[nodiscard]] std::size_t expected_json_bytes(const attribute_map& item) noexcept;

}  // namespace mastra::protocol
