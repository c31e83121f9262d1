// Records to attributes and back: the one place that knows which field is kept in which attribute (contract section 4).
#pragma once

#include "mastra/core/attribute_value.hpp"
#include "mastra/stores/records.hpp"

#include <optional>

namespace mastra::stores {

// Attributes as the entities of schema.hpp declare them, without keys and markers. Absent fields are absent attributes.
[[nodiscard]] attribute_map to_attributes(const thread& value);
[[nodiscard]] attribute_map to_attributes(const message& value);
[[nodiscard]] attribute_map to_attributes(const resource& value);

// Empty for an item that is no whole record: the stub that upstream leaves behind when it touches a thread that does
// not exist (contract section 5, row 11). Errors: corrupt_record, naming the id.
[[nodiscard]] result<std::optional<thread>> to_thread(const attribute_map& item);
[[nodiscard]] result<std::optional<message>> to_message(attribute_map item);
[[nodiscard]] result<std::optional<resource>> to_resource(const attribute_map& item);

}  // namespace mastra::stores
