// Entities: items, keys and identity.
#include "mastra/model/entity.hpp"

#include "model/definition_check.hpp"
#include "model/key_text.hpp"
#include "model/record.hpp"

#include "mastra/model/operations.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace mastra::model {

namespace {

bool is_stored_as_given(const attribute_map& item, const attribute_map& composites, const key_part& part) noexcept {
    return std::all_of(part.composites.begin(), part.composites.end(), [&](const std::string& name) {
        // The entity composite is what owns() looks at; old items may lack the attribute.
        if (name == entity_composite) {
            return true;
        }
        const auto* stored = item.find(name);
        const auto* wanted = composites.find(name);
        return stored != nullptr && wanted != nullptr && *stored == *wanted;
    });
}

/// Whether the composite is known and is in the key as it was given. The rest of a key is in lower case anyway, and
/// what stands around a character matters for capital letters only.
bool keeps_text(const entity_definition& entity, const attribute_map& composites, const std::string& name) {
    std::string scratch;
    const auto text = find_composite(entity, composites, name, scratch);
    return text.has_value() && *text != nullptr && (entity.keeps_case || is_lower_case(**text));
}

bool has_text(const attribute_map& item, std::string_view name, std::string_view text) noexcept {
    const auto* stored = item.find_string(name);
    return stored != nullptr && *stored == text;
}

}  // namespace

entity::entity(entity_definition definition) {
    check_definition(definition).value();
    definition_ = std::make_shared<const entity_definition>(std::move(definition));
}

const access_pattern* entity::find_pattern(std::string_view name) const noexcept {
    const auto& patterns = definition_->access_patterns;
    const auto found = std::find_if(patterns.begin(), patterns.end(),
                                    [name](const access_pattern& pattern) { return pattern.name == name; });
    return found == patterns.end() ? nullptr : &*found;
}

const attribute_definition* entity::find_attribute(std::string_view name) const noexcept {
    return model::find_attribute(*definition_, name);
}

result<attribute_map> entity::key(const attribute_map& composites, key_form form) const {
    const auto& primary = definition_->access_patterns.front();
    MASTRA_TRY(const auto raw, raw_primary(*definition_, composites));
    MASTRA_TRY(auto finished, finished_primary_key(*definition_, raw, form));
    attribute_map::storage entries;
    entries.reserve(2);
    entries.push_back({primary.partition_key.field, std::move(finished.partition)});
    entries.push_back({primary.sort_key.field, std::move(finished.sort)});
    return attribute_map::from_entries(std::move(entries));
}

bool entity::is_canonical(const attribute_map& composites) const {
    const auto& primary = definition_->access_patterns.front();
    const auto is_kept = [&](const std::string& name) { return keeps_text(*definition_, composites, name); };
    return std::ranges::all_of(primary.partition_key.composites, is_kept) &&
           std::ranges::all_of(primary.sort_key.composites, is_kept);
}

bool entity::owns(const attribute_map& item) const noexcept {
    return has_text(item, entity_marker, definition_->name) && has_text(item, version_marker, definition_->version);
}

bool entity::same_identity(const attribute_map& item, const attribute_map& composites) const noexcept {
    const auto& primary = definition_->access_patterns.front();
    return is_stored_as_given(item, composites, primary.partition_key) &&
           is_stored_as_given(item, composites, primary.sort_key);
}

result<attribute_map> entity::to_item(attribute_map attributes, key_form form) const {
    MASTRA_TRY(auto record, complete_record(*definition_, std::move(attributes)));
    MASTRA_TRY(auto primary, key(record, form));
    MASTRA_TRY(auto indexes, index_keys(*definition_, record));
    attribute_map::storage entries = std::move(record).release();
    attribute_map::storage keys = std::move(primary).release();
    entries.insert(entries.end(), std::make_move_iterator(keys.begin()), std::make_move_iterator(keys.end()));
    for (auto& [part, text] : indexes) {
        entries.push_back({part->field, std::move(text)});
    }
    entries.push_back({std::string(entity_marker), definition_->name});
    entries.push_back({std::string(version_marker), definition_->version});
    return attribute_map::from_entries(std::move(entries));
}

attribute_map entity::to_attributes(attribute_map item) const {
    item.erase(entity_marker);
    item.erase(version_marker);
    for (const auto& pattern : definition_->access_patterns) {
        item.erase(pattern.partition_key.field);
        item.erase(pattern.sort_key.field);
    }
    return item;
}

get_builder entity::get(attribute_map composites) const {
    return {*this, std::move(composites)};
}
put_builder entity::put(attribute_map attributes) const {
    return {*this, std::move(attributes), put_builder::intent::put};
}
put_builder entity::create(attribute_map attributes) const {
    return {*this, std::move(attributes), put_builder::intent::create};
}
update_builder entity::upsert(attribute_map attributes) const {
    return {*this, std::move(attributes), update_builder::intent::upsert};
}
update_builder entity::update(attribute_map composites) const {
    return {*this, std::move(composites), update_builder::intent::update};
}
update_builder entity::patch(attribute_map composites) const {
    return {*this, std::move(composites), update_builder::intent::patch};
}
delete_builder entity::erase(attribute_map composites) const {
    return {*this, std::move(composites), delete_builder::intent::erase};
}
delete_builder entity::remove(attribute_map composites) const {
    return {*this, std::move(composites), delete_builder::intent::remove};
}
query_builder entity::query(std::string_view pattern, attribute_map composites) const {
    return {*this, std::string(pattern), std::move(composites)};
}
scan_builder entity::scan() const {
    return scan_builder(*this);
}

}  // namespace mastra::model
