#include "stores/kind.hpp"

#include "mastra/stores/schema.hpp"

#include <algorithm>
#include <chrono>

namespace mastra::stores {

const item_kind& thread_kind() {
    static const item_kind kind{entity_kind::thread, &thread_entity, {{"metadata", spill_form::json_object}}};
    return kind;
}

const item_kind& message_kind() {
    static const item_kind kind{entity_kind::message, &message_entity, {{"content", spill_form::json_object}}};
    return kind;
}

const item_kind& resource_kind() {
    static const item_kind kind{entity_kind::resource,
                                &resource_entity,
                                {{"workingMemory", spill_form::text}, {"metadata", spill_form::json_object}}};
    return kind;
}

result<void> set_ttl(const operation& op, const item_kind& kind, attribute_map& item) {
    MASTRA_TRY(const auto expires_at, calculate_ttl(kind.kind, op->config->ttl, op->now, op->lifetime));
    if (expires_at) {
        item.set(ttl_attribute_name(kind.kind, op->config->ttl), *expires_at);
    }
    return {};
}

bool is_expired(const operation& op, const item_kind& kind, const attribute_map& item) {
    if (!is_ttl_enabled(kind.kind, op->config->ttl)) {
        return false;
    }
    const number* expires_at = item.find_number(ttl_attribute_name(kind.kind, op->config->ttl));
    return expires_at != nullptr &&
           expires_at->to_double() <=
               static_cast<double>(std::chrono::floor<std::chrono::seconds>(op->now.time_since_epoch()).count());
}

expression::condition not_expired(const operation& op, const item_kind& kind) {
    if (!is_ttl_enabled(kind.kind, op->config->ttl)) {
        return {};
    }
    const auto ttl = expression::attr(ttl_attribute_name(kind.kind, op->config->ttl));
    const std::int64_t now = std::chrono::floor<std::chrono::seconds>(op->now.time_since_epoch()).count();
    return ttl.not_exists() || ttl > attribute_value(now);
}

expression::condition expired(const operation& op, const item_kind& kind) {
    const std::int64_t now = std::chrono::floor<std::chrono::seconds>(op->now.time_since_epoch()).count();
    return expression::attr(ttl_attribute_name(kind.kind, op->config->ttl)) <= attribute_value(now);
}

std::vector<std::string_view> optional_attributes(const item_kind& kind) {
    const auto& attributes = kind.entity().definition().attributes;
    std::vector<std::string_view> names;
    names.reserve(attributes.size() + kind.own_attributes.size());
    for (const auto& attribute : attributes) {
        if (!attribute.required && !attribute.default_value) {
            names.emplace_back(attribute.name);
        }
    }
    names.insert(names.end(), kind.own_attributes.begin(), kind.own_attributes.end());
    return names;
}

result<attribute_map> to_item(const item_kind& kind, attribute_map attributes, model::key_form form) {
    MASTRA_TRY(attribute_map item, kind.entity().to_item(std::move(attributes), form));
    for (const auto name : kind.sparse_patterns) {
        const model::access_pattern& pattern = *kind.entity().find_pattern(name);
        const auto& composites = pattern.partition_key.composites;
        const bool incomplete = std::any_of(composites.begin(), composites.end(), [&](const std::string& composite) {
            const std::string* value = item.find_string(composite);
            return value == nullptr || value->empty();
        });
        if (incomplete) {
            item.erase(pattern.partition_key.field);
            item.erase(pattern.sort_key.field);
        }
    }
    return item;
}

std::vector<std::string_view> sparse_index_fields(const item_kind& kind) {
    std::vector<std::string_view> fields;
    for (const auto name : kind.sparse_patterns) {
        const model::access_pattern& pattern = *kind.entity().find_pattern(name);
        fields.emplace_back(pattern.partition_key.field);
        fields.emplace_back(pattern.sort_key.field);
    }
    return fields;
}

}  // namespace mastra::stores
