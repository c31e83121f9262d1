// The rules a definition must keep.
#include "model/definition_check.hpp"

#include "model/key_text.hpp"
#include "model/record.hpp"

#include <fmt/format.h>

#include <set>
#include <string>
#include <string_view>

namespace mastra::model {

namespace {

error contradiction(const entity_definition& entity, std::string_view what) {
    return error(model_errc::invalid_definition, fmt::format("entity '{}': {}", entity.name, what));
}

result<void> check_names(const entity_definition& entity) {
    if (entity.service.empty() || entity.name.empty() || entity.version.empty()) {
        return contradiction(entity, "service, name and version must not be empty");
    }
    if (entity.access_patterns.empty() || entity.access_patterns.front().index_name) {
        return contradiction(entity, "the first access pattern must be the table's own key");
    }
    return {};
}

result<void> check_attributes(const entity_definition& entity) {
    std::set<std::string_view> names;
    for (const auto& attribute : entity.attributes) {
        if (!names.insert(attribute.name).second) {
            return contradiction(entity, fmt::format("attribute '{}' is declared twice", attribute.name));
        }
        if (is_reserved_field(entity, attribute.name)) {
            return contradiction(entity, fmt::format("attribute '{}' has the name of a key or marker", attribute.name));
        }
        if (attribute.default_value && check_type(entity, attribute.name, *attribute.default_value).has_error()) {
            return contradiction(entity, fmt::format("the default of '{}' has another type", attribute.name));
        }
    }
    return {};
}

bool can_be_composite(attribute_type type) {
    return type == attribute_type::string || type == attribute_type::number || type == attribute_type::boolean;
}

result<void> check_part(const entity_definition& entity, const access_pattern& pattern, const key_part& part) {
    if (part.field.empty()) {
        return contradiction(entity, fmt::format("access pattern '{}' needs two key fields", pattern.name));
    }
    for (const auto& name : part.composites) {
        const auto* attribute = find_attribute(entity, name);
        if (attribute == nullptr || !can_be_composite(attribute->type)) {
            return contradiction(entity, fmt::format("'{}' of access pattern '{}' is no string, number or boolean "
                                                     "attribute",
                                                     name, pattern.name));
        }
    }
    return {};
}

result<void> check_patterns(const entity_definition& entity) {
    std::set<std::string_view> names;
    std::set<std::string_view> indexes;
    std::set<std::string_view> fields;
    for (const auto& pattern : entity.access_patterns) {
        MASTRA_CHECK(check_part(entity, pattern, pattern.partition_key));
        MASTRA_CHECK(check_part(entity, pattern, pattern.sort_key));
        const bool distinct = names.insert(pattern.name).second &&
                              indexes.insert(pattern.index_name ? *pattern.index_name : std::string_view()).second &&
                              fields.insert(pattern.partition_key.field).second &&
                              fields.insert(pattern.sort_key.field).second;
        if (!distinct) {
            return contradiction(entity, fmt::format("the name, index or a key field of access pattern '{}' is used "
                                                     "twice",
                                                     pattern.name));
        }
    }
    return {};
}

}  // namespace

result<void> check_definition(const entity_definition& entity) {
    MASTRA_CHECK(check_names(entity));
    MASTRA_CHECK(check_attributes(entity));
    return check_patterns(entity);
}

}  // namespace mastra::model
