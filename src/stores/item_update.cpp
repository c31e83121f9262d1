#include "stores/item_update.hpp"

#include "stores/item_write.hpp"

#include <algorithm>
#include <utility>

namespace mastra::stores {
namespace {

using expression::attr;

/// Attributes that say when, not what: another writer's change of them does not invalidate ours. The write tokens are
/// not among them: ours must not make those of others vanish.
bool is_bookkeeping(const operation& op, const item_kind& kind, std::string_view name) {
    return name == "updatedAt" || name == ttl_attribute_name(kind.kind, op->config->ttl);
}

expression::condition still(const std::string& name, const attribute_value* old_value) {
    return old_value ? attr(name) == *old_value : attr(name).not_exists();
}

}  // namespace

timestamp next_update_time(const operation& op, timestamp stored) {
    return std::max(op->client.clock().now(), stored + std::chrono::milliseconds(1));
}

result<spilled_item> fit(const operation& op, const item_kind& kind, attribute_map item) {
    MASTRA_TRY(spilled_item fitted, make_fit(kind, std::move(item), op->config->max_record_bytes));
    // Not threads: a touched one lives longer without its parts being written again, and must not lose them.
    if (kind.kind != entity_kind::thread) {
        for (auto& part : fitted.parts) {
            MASTRA_CHECK(set_ttl(op, kind, part));
        }
    }
    return fitted;
}

result<attribute_map> updated_item(const operation& op, const item_kind& kind, const attribute_map& restored,
                                   const attribute_map& attributes, key_form form) {
    attribute_map all = kind.entity().to_attributes(restored);
    all.erase(spill_attribute);
    for (const auto& name : optional_attributes(kind)) {
        if (!attributes.contains(name) && name != ttl_attribute_name(kind.kind, op->config->ttl)) {
            all.erase(name);
        }
    }
    for (const auto& [name, value] : attributes) {
        all.set(name, value);
    }
    MASTRA_CHECK(set_ttl(op, kind, all));
    return to_item(kind, std::move(all), form);
}

result<item_update> plan_update(const operation& op, const item_kind& kind, const attribute_map& stored,
                                attribute_map wanted) {
    MASTRA_TRY(spilled_item fitted, fit(op, kind, std::move(wanted)));
    item_update update;
    update.new_parts = std::move(fitted.parts);
    update.obsolete_parts = part_keys(stored);
    for (const auto& [name, value] : fitted.item) {
        const attribute_value* old_value = stored.find(name);
        if (old_value != nullptr && *old_value == value) {
            continue;
        }
        update.set.set(name, value);
        if (!is_bookkeeping(op, kind, name)) {
            update.unchanged = std::move(update.unchanged) && still(name, old_value);
        }
    }
    for (const auto& [name, value] : stored) {
        if (!fitted.item.contains(name)) {
            update.removed.push_back(name);
            update.unchanged = std::move(update.unchanged) && still(name, &value);
        }
    }
    return update;
}

result<protocol::update_item_request> update_request(const operation& op, const item_kind& kind, const record_id& id,
                                                     key_form form, const item_update& update) {
    item_write write;
    write.set = update.set;
    write.removed = update.removed;
    write.where = own(id) && update.unchanged;
    write.returned = protocol::return_values::all_new;
    return write_request(op, kind, id, form, write);
}

}  // namespace mastra::stores
