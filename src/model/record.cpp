// Checking and completing records.
#include "model/record.hpp"

#include "model/key_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace mastra::model {

namespace {

/// The wire type of each attribute_type, in its order; empty: any.
constexpr std::array<std::string_view, 8> wire_types{"S", "N", "BOOL", "S", "B", "L", "M", ""};

bool contains(const key_part& part, std::string_view name) noexcept {
    return std::find(part.composites.begin(), part.composites.end(), name) != part.composites.end();
}

bool uses(const access_pattern& pattern, std::string_view name) noexcept {
    return contains(pattern.partition_key, name) || contains(pattern.sort_key, name);
}

bool anything_known(const key_part& part, const attribute_map& record) noexcept {
    return std::any_of(part.composites.begin(), part.composites.end(),
                       [&](const std::string& name) { return record.contains(name); });
}

result<void> append_index_keys(const entity_definition& entity, const access_pattern& pattern,
                               const attribute_map& record, std::vector<index_key>& keys) {
    MASTRA_TRY(auto partition, partition_key_text(entity, pattern, record));
    MASTRA_TRY(auto sort, complete_sort_key(entity, pattern, record));
    keys.push_back({&pattern.partition_key, std::move(partition)});
    keys.push_back({&pattern.sort_key, std::move(sort)});
    return {};
}

}  // namespace

const attribute_definition* find_attribute(const entity_definition& entity, std::string_view name) noexcept {
    const auto found = std::find_if(entity.attributes.begin(), entity.attributes.end(),
                                    [name](const attribute_definition& a) { return a.name == name; });
    return found == entity.attributes.end() ? nullptr : &*found;
}

bool is_key_composite(const entity_definition& entity, std::string_view name) noexcept {
    return std::any_of(entity.access_patterns.begin(), entity.access_patterns.end(),
                       [name](const access_pattern& pattern) { return uses(pattern, name); });
}

bool is_primary_composite(const entity_definition& entity, std::string_view name) noexcept {
    return uses(entity.access_patterns.front(), name);
}

bool is_reserved_field(const entity_definition& entity, std::string_view name) noexcept {
    return name == entity_marker || name == version_marker ||
           std::any_of(entity.access_patterns.begin(), entity.access_patterns.end(), [name](const access_pattern& p) {
               return p.partition_key.field == name || p.sort_key.field == name;
           });
}

result<void> check_type(const entity_definition& entity, std::string_view name, const attribute_value& value) {
    const auto* attribute = find_attribute(entity, name);
    if (attribute == nullptr) {
        return {};
    }
    const std::string_view wanted = wire_types[static_cast<std::size_t>(attribute->type)];
    if (wanted.empty() || type_name(value) == wanted) {
        return {};
    }
    return error(model_errc::invalid_attribute,
                 fmt::format("{} has type {} and must have type {}", describe(entity, name), type_name(value), wanted));
}

result<attribute_map> complete_record(const entity_definition& entity, attribute_map given) {
    for (const auto& [name, value] : given) {
        if (is_reserved_field(entity, name)) {
            return error(model_errc::invalid_attribute,
                         fmt::format("{} is written by the model itself", describe(entity, name)));
        }
        MASTRA_CHECK(check_type(entity, name, value));
    }
    for (const auto& attribute : entity.attributes) {
        if (given.contains(attribute.name)) {
            continue;
        }
        if (attribute.name == entity_composite) {
            given.set(entity_composite, entity.name);
        } else if (attribute.default_value) {
            given.set(attribute.name, *attribute.default_value);
        } else if (attribute.required) {
            return error(model_errc::missing_attribute, describe(entity, attribute.name));
        }
    }
    return given;
}

result<std::vector<index_key>> index_keys(const entity_definition& entity, const attribute_map& record) {
    std::vector<index_key> keys;
    keys.reserve(2 * (entity.access_patterns.size() - 1));
    for (const auto& pattern : entity.access_patterns) {
        if (pattern.index_name && anything_known(pattern.partition_key, record)) {
            MASTRA_CHECK(append_index_keys(entity, pattern, record, keys));
        }
    }
    return keys;
}

}  // namespace mastra::model
