// From intents to the actions of one UpdateItem.
#include "model/update_plan.hpp"

#include "model/key_text.hpp"
#include "model/record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace mastra::model {

namespace {

using expression::set_if_absent;
using expression::set_value;
using expression::update;
using expression::update_action;

const expression::path& target_of(const update_action& action) {
    return std::visit([](const auto& a) -> const expression::path& { return a.target; }, action);
}
/// The changes of the builders are all on top-level attributes.
const std::string& name_of(const update_action& action) {
    return target_of(action).attribute;
}

/// A list of actions in which a later action on a target replaces an earlier one.
update merged(const update& earlier, const std::vector<update_action>& later) {
    if (later.empty()) {
        return earlier;
    }
    std::vector<update_action> list = earlier.actions();
    for (const auto& action : later) {
        std::erase_if(list, [&](const update_action& other) { return target_of(other) == target_of(action); });
        list.push_back(action);
    }
    update whole;
    for (auto& action : list) {
        whole.action(std::move(action));
    }
    return whole;
}

/// The caller's changes sorted by what they mean for keys.
struct change_sets {
    attribute_map assigned;                        ///< SET and SET if_not_exists
    std::set<std::string, std::less<>> if_absent;  ///< of these, the latter
    std::set<std::string, std::less<>> removed;
    std::vector<update_action> others;  ///< everything but the assigned
};

change_sets sorted(const update& changes) {
    change_sets sets;
    const update distinct = merged(update(), changes.actions());
    for (const auto& action : distinct.actions()) {
        if (const auto* set = std::get_if<set_value>(&action)) {
            sets.assigned.set(name_of(action), set->value);
            continue;
        }
        if (const auto* set = std::get_if<set_if_absent>(&action)) {
            sets.assigned.set(name_of(action), set->value);
            sets.if_absent.insert(name_of(action));
            continue;
        }
        if (std::holds_alternative<expression::remove_path>(action)) {
            sets.removed.insert(name_of(action));
        }
        sets.others.push_back(action);
    }
    return sets;
}

void assign(update& actions, const std::string& name, attribute_value value, bool only_if_absent) {
    if (only_if_absent) {
        actions.set_if_not_exists(name, std::move(value));
    } else {
        actions.set(name, std::move(value));
    }
}

/// How the attributes that a key part is made of are written.
enum class writing { untouched, plain, if_absent, mixed };

writing writing_of(const key_part& part, const attribute_map& assigned,
                   const std::set<std::string, std::less<>>& if_absent) {
    auto kind = writing::untouched;
    for (const auto& name : part.composites) {
        if (name == entity_composite || !assigned.contains(name)) {
            continue;
        }
        const auto own = if_absent.contains(name) ? writing::if_absent : writing::plain;
        kind = kind == writing::untouched || kind == own ? own : writing::mixed;
    }
    return kind;
}

/// A key follows its attributes: it is kept where they are kept. Where some are and some are not it cannot be known.
result<void> assign_key(update& actions, const entity_definition& entity, const key_part& part, std::string text,
                        writing kind) {
    if (kind == writing::mixed) {
        return error(model_errc::invalid_attribute,
                     fmt::format("the attributes of the key '{}' of entity '{}' must be set all plainly or all only "
                                 "where they are absent",
                                 part.field, entity.name));
    }
    assign(actions, part.field, std::move(text), kind == writing::if_absent);
    return {};
}

/// No intent may touch these: parts of the item's own key, and the fields the model writes by itself.
result<void> check_target(const entity_definition& entity, const std::string& name) {
    if (is_reserved_field(entity, name)) {
        return error(model_errc::invalid_attribute,
                     fmt::format("{} is written by the model itself", describe(entity, name)));
    }
    if (is_primary_composite(entity, name)) {
        return error(model_errc::read_only_attribute,
                     fmt::format("{} is a part of the primary key", describe(entity, name)));
    }
    return {};
}

/// Rules for changes that are not assignments: remove, increment and their like.
result<void> check_other(const entity_definition& entity, const update_action& action) {
    const std::string& name = name_of(action);
    MASTRA_CHECK(check_target(entity, name));
    const auto* attribute = find_attribute(entity, name);
    if (attribute == nullptr) {
        return {};
    }
    if (attribute->read_only) {
        return error(model_errc::read_only_attribute, describe(entity, name));
    }
    if (std::holds_alternative<expression::remove_path>(action)) {
        return attribute->required
                   ? result<void>(error(model_errc::invalid_attribute,
                                        fmt::format("{} is required and cannot be removed", describe(entity, name))))
                   : result<void>();
    }
    if (is_key_composite(entity, name)) {
        return error(model_errc::invalid_attribute,
                     fmt::format("{} is a part of an index key: set its value", describe(entity, name)));
    }
    return {};
}

result<void> check_assigned(const entity_definition& entity, const change_sets& changes) {
    for (const auto& [name, value] : changes.assigned) {
        MASTRA_CHECK(check_target(entity, name));
        MASTRA_CHECK(check_type(entity, name, value));
        const auto* attribute = find_attribute(entity, name);
        if (attribute != nullptr && attribute->read_only && !changes.if_absent.contains(name)) {
            return error(model_errc::read_only_attribute, describe(entity, name));
        }
    }
    return {};
}

result<void> check_others(const entity_definition& entity, const change_sets& changes) {
    for (const auto& action : changes.others) {
        MASTRA_CHECK(check_other(entity, action));
    }
    return {};
}

void set_markers(update& actions, const entity_definition& entity) {
    actions.set(std::string(entity_marker), entity.name);
    actions.set(std::string(version_marker), entity.version);
}

/// Composes the key part from what is known; which half it is decides prefix and limit.
result<std::string> key_text(const entity_definition& entity, const access_pattern& pattern, const key_part& part,
                             const attribute_map& known) {
    return &part == &pattern.partition_key ? partition_key_text(entity, pattern, known)
                                           : complete_sort_key(entity, pattern, known);
}

result<void> move_key(update& actions, const entity_definition& entity, const access_pattern& pattern,
                      const key_part& part, const attribute_map& known, const change_sets& changes) {
    const bool loses_composite = std::any_of(part.composites.begin(), part.composites.end(),
                                             [&](const std::string& name) { return changes.removed.contains(name); });
    if (loses_composite) {
        actions.remove(part.field);
        return {};
    }
    const auto kind = writing_of(part, changes.assigned, changes.if_absent);
    if (kind == writing::untouched) {
        return {};
    }
    MASTRA_TRY(auto text, key_text(entity, pattern, part, known));
    return assign_key(actions, entity, part, std::move(text), kind);
}

result<void> move_index_keys(update& actions, const entity_definition& entity, const attribute_map& composites,
                             const change_sets& changes) {
    attribute_map known = composites;
    for (const auto& [name, value] : changes.assigned) {
        known.set(name, value);
    }
    for (const auto& pattern : entity.access_patterns) {
        if (!pattern.index_name) {
            continue;
        }
        MASTRA_CHECK(move_key(actions, entity, pattern, pattern.partition_key, known, changes));
        MASTRA_CHECK(move_key(actions, entity, pattern, pattern.sort_key, known, changes));
    }
    return {};
}

/// An update may create the item, so it names what identifies it.
void set_primary_composites(update& actions, const entity_definition& entity, const attribute_map& composites) {
    for (const auto& attribute : entity.attributes) {
        if (!is_primary_composite(entity, attribute.name)) {
            continue;
        }
        const auto* value = composites.find(attribute.name);
        actions.set(attribute.name, value != nullptr ? *value : attribute_value(entity.name));
    }
}

}  // namespace

result<expression::update> upsert_actions(const entity_definition& entity, attribute_map attributes,
                                          const expression::update& changes) {
    const auto sets = sorted(changes);
    MASTRA_CHECK(check_others(entity, sets));
    for (const auto& [name, value] : sets.assigned) {
        attributes.set(name, value);
    }
    MASTRA_TRY(const auto record, complete_record(entity, std::move(attributes)));
    MASTRA_TRY(auto keys, index_keys(entity, record));
    update actions;
    for (const auto& [name, value] : record) {
        const auto* attribute = find_attribute(entity, name);
        const bool kept = attribute != nullptr && attribute->read_only && !is_key_composite(entity, name);
        assign(actions, name, value, kept || sets.if_absent.contains(name));
    }
    for (auto& [part, text] : keys) {
        MASTRA_CHECK(assign_key(actions, entity, *part, std::move(text), writing_of(*part, record, sets.if_absent)));
    }
    set_markers(actions, entity);
    return merged(actions, sets.others);
}

result<expression::update> update_actions(const entity_definition& entity, const attribute_map& composites,
                                          const expression::update& changes) {
    const auto sets = sorted(changes);
    MASTRA_CHECK(check_assigned(entity, sets));
    MASTRA_CHECK(check_others(entity, sets));
    update actions;
    for (const auto& [name, value] : sets.assigned) {
        assign(actions, name, value, sets.if_absent.contains(name));
    }
    MASTRA_CHECK(move_index_keys(actions, entity, composites, sets));
    set_primary_composites(actions, entity, composites);
    set_markers(actions, entity);
    return merged(actions, sets.others);
}

expression::update with_raw_actions(const expression::update& actions, const std::vector<update_action>& raw) {
    return merged(actions, raw);
}

}  // namespace mastra::model
