// What a whole record is: defaults filled in, types checked, keys of the indexes composed. Serves put, create and
// upsert.
#pragma once

#include "mastra/core/attribute_value.hpp"
#include "mastra/core/result.hpp"
#include "mastra/model/entity_definition.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mastra::model {

[[nodiscard]] const attribute_definition* find_attribute(const entity_definition& entity,
                                                         std::string_view name) noexcept;
/// True when a key of the table or of an index is composed of this attribute.
[[nodiscard]] bool is_key_composite(const entity_definition& entity, std::string_view name) noexcept;
[[nodiscard]] bool is_primary_composite(const entity_definition& entity, std::string_view name) noexcept;
/// True for the fields that hold keys and markers, which nobody sets by name.
[[nodiscard]] bool is_reserved_field(const entity_definition& entity, std::string_view name) noexcept;

/// Errors: invalid_attribute. Attributes that the definition does not know may have any type.
[[nodiscard]] result<void> check_type(const entity_definition& entity, std::string_view name,
                                      const attribute_value& value);

/// The record with defaults and the "entity" composite. Errors: missing_attribute, invalid_attribute.
[[nodiscard]] result<attribute_map> complete_record(const entity_definition& entity, attribute_map given);

/// A key field of an index and the text it gets.
struct index_key {
    const key_part* part;
    std::string text;
};
/// The keys of every index that the record is in. An index of whose partition key nothing is given is left out.
/// Errors: missing_composite where a part is given and another is not, and those of the key codec.
[[nodiscard]] result<std::vector<index_key>> index_keys(const entity_definition& entity, const attribute_map& record);

}  // namespace mastra::model
