#include "stores/data_check/item_facts.hpp"

#include "mastra/core/ascii.hpp"
#include "mastra/stores/schema.hpp"
#include "stores/observability/span_entities.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace mastra::stores {
namespace {

constexpr std::string_view part_prefix = "$mastra#PART_";

/// Upstream's entities and those of our own.
const std::vector<const model::entity*>& known_entities() {
    static const auto known = [] {
        std::vector<const model::entity*> all = all_entities();
        all.insert(all.end(), {&span_entity(), &waiting_update_entity(), &waiting_mark_entity()});
        return all;
    }();
    return known;
}

/// The attributes a key part is made of, apart from the entity's name.
std::vector<std::string_view> own_composites(const model::key_part& part) {
    std::vector<std::string_view> names;
    for (const std::string& name : part.composites) {
        if (name != "entity") {
            names.push_back(name);
        }
    }
    return names;
}

/// The item's values as text, where all are there.
std::optional<attribute_map> values_of(const attribute_map& item, const std::vector<std::string_view>& names) {
    attribute_map values;
    for (const std::string_view name : names) {
        const std::string* value = item.find_string(name);
        if (value == nullptr) {
            return std::nullopt;
        }
        values.set(name, *value);
    }
    return values;
}

/// How a key ends that is composed of just these values, were they not lower-cased.
std::string exact_tail(const attribute_map& values, const std::vector<std::string_view>& names) {
    std::string tail;
    for (const std::string_view name : names) {
        tail += fmt::format("#{}_{}", ascii_lower_case(name), *values.find_string(name));
    }
    return tail;
}

}  // namespace

std::string_view text_or_empty(const attribute_map& item, std::string_view name) noexcept {
    const std::string* text = item.find_string(name);
    return text ? std::string_view(*text) : std::string_view();
}

const model::entity* entity_of(const attribute_map& item) {
    const auto& all = known_entities();
    const auto found = std::ranges::find_if(all, [&](const model::entity* entity) { return entity->owns(item); });
    return found == all.end() ? nullptr : *found;
}

std::string_view part_token(const attribute_map& item) noexcept {
    const std::string_view pk = text_or_empty(item, "pk");
    return pk.starts_with(part_prefix) ? pk.substr(part_prefix.size()) : std::string_view();
}

std::string_view lacking(const model::entity& entity, const attribute_map& item) {
    if (entity.definition().keeps_case) {
        return {};  // our own kinds stay out of indexes on purpose, and nobody else writes them
    }
    for (const model::access_pattern& pattern : entity.definition().access_patterns) {
        if (!pattern.index_name) {
            continue;
        }
        for (const auto* part : {&pattern.partition_key, &pattern.sort_key}) {
            for (const std::string_view name : own_composites(*part)) {
                if (!item.contains(name)) {
                    return name;
                }
            }
        }
        break;  // further indexes may do without the item
    }
    return {};
}

bool is_over(const attribute_map& item, std::string_view ttl_attribute, timestamp now) {
    const number* expires_at = ttl_attribute.empty() ? nullptr : item.find_number(ttl_attribute);
    const auto seconds = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
    return expires_at != nullptr && expires_at->to_double() <= static_cast<double>(seconds);
}

bool is_at_exact_place(const model::entity& entity, const attribute_map& item) {
    return !entity.definition().keeps_case && (text_or_empty(item, "pk").find(exact_label) != std::string_view::npos ||
                                               text_or_empty(item, "sk").find(exact_label) != std::string_view::npos);
}

std::optional<attribute_map> identity_of(const model::entity& entity, const attribute_map& item) {
    const model::access_pattern& primary = entity.definition().access_patterns.front();
    std::vector<std::string_view> names = own_composites(primary.partition_key);
    for (const std::string_view name : own_composites(primary.sort_key)) {
        names.push_back(name);
    }
    return values_of(item, names);
}

std::string shown_id(const attribute_map& composites) {
    std::string text;
    for (const auto& [name, value] : composites) {
        text += (text.empty() ? "" : " ") + *composites.find_string(name);
    }
    return text;
}

std::vector<shared_key> shared_keys(const model::entity& entity, const attribute_map& item) {
    std::vector<shared_key> found;
    if (entity.definition().keeps_case) {
        return found;
    }
    for (const model::access_pattern& pattern : entity.definition().access_patterns) {
        const std::string_view key =
            pattern.index_name ? text_or_empty(item, pattern.partition_key.field) : std::string_view();
        const auto names = own_composites(pattern.partition_key);
        const auto values = values_of(item, names);
        if (!key.empty() && values && !key.ends_with(exact_tail(*values, names))) {
            found.push_back({&entity, &pattern, std::string(key), *values});
        }
    }
    return found;
}

}  // namespace mastra::stores
