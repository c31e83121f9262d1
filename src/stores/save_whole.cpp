#include "stores/save_whole.hpp"

#include "mastra/core/error_detail.hpp"
#include "mastra/core/limits.hpp"
#include "stores/item_update.hpp"
#include "stores/item_write.hpp"
#include "stores/spill_io.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace mastra::stores {
namespace {

/// The item at the place where it needs the most room: the exact key is a few bytes longer.
result<spilled_item> fitted_item(const operation& op, const item_kind& kind, const record_id& id,
                                 attribute_map attributes) {
    MASTRA_CHECK(set_ttl(op, kind, attributes));
    const key_form form = kind.entity().is_canonical(id.composites()) ? key_form::shared : key_form::exact;
    MASTRA_TRY(attribute_map item, to_item(kind, std::move(attributes), form));
    return fit(op, kind, std::move(item));
}

/// Everything that an earlier item may have and this one has not.
std::vector<std::string> absent_names(const operation& op, const item_kind& kind, const attribute_map& item) {
    std::vector<std::string> names;
    const auto add = [&](std::string_view name) {
        if (!item.contains(name) && std::ranges::find(names, name) == names.end()) {
            names.emplace_back(name);
        }
    };
    std::ranges::for_each(optional_attributes(kind), add);
    std::ranges::for_each(sparse_index_fields(kind), add);
    add(spill_attribute);
    add(ttl_attribute_name(kind.kind, op->config->ttl));
    return names;
}

item_write whole_write(const operation& op, const item_kind& kind, const record_id& id, attribute_map item) {
    item_write write;
    write.removed = absent_names(op, kind, item);
    if (item_size(item) + room_for_later > limits::max_item_bytes) {
        write.removed.emplace_back(write_token_attribute);  // of earlier updates; beside it this item may not fit
    }
    write.set = std::move(item);
    write.where = free_or_own(id);
    write.returned = protocol::return_values::all_old;
    return write;
}

/// The write of a record that stays: what it keeps is neither replaced nor removed.
item_write keeping(item_write write, std::vector<std::string> keep) {
    std::erase_if(write.removed, [&](const std::string& name) { return std::ranges::find(keep, name) != keep.end(); });
    write.keep = std::move(keep);
    return write;
}

/// An expired record gives nothing on: where one is in the way it is replaced as a whole.
task<protocol::update_item_response> write_keeping_of_living(operation op, const item_kind& kind, record_id id,
                                                             item_write write, std::vector<std::string> keep) {
    item_write living = keeping(write, std::move(keep));
    living.where = free_or_own(id) && not_expired(op, kind);
    write.where = own(id) && expired(op, kind);
    for (int attempt = 1;; ++attempt) {
        auto reply = co_await write_exact(op, kind, id, attempt % 2 == 1 ? living : write);
        if (reply.has_value() || !reply.error().is(service_errc::conditional_check_failed)) {
            co_return reply;
        }
        if (attempt % 2 == 0) {
            MASTRA_CO_CHECK(co_await pause(op, conflict_pause(op, attempt)));
        }
    }
}

/// A stored record keeps some attributes.
task<protocol::update_item_response> write_keeping(const operation& op, const item_kind& kind, record_id id,
                                                   item_write write, std::vector<std::string> keep) {
    if (keep.empty() || !is_ttl_enabled(kind.kind, op->config->ttl)) {
        return write_exact(op, kind, std::move(id), keeping(std::move(write), std::move(keep)));
    }
    return write_keeping_of_living(op, kind, std::move(id), std::move(write), std::move(keep));
}

std::set<std::string> partitions_of(const std::vector<attribute_map>& keys) {
    std::set<std::string> partitions;
    for (const auto& key : keys) {
        partitions.insert(*key.find_string("pk"));
    }
    return partitions;
}

/// The parts of the item that was replaced. When a reply was lost and the write repeated, that item is ours already:
/// its parts stay.
std::vector<attribute_map> obsolete_parts(const attribute_map& before, const std::set<std::string>& our_partitions) {
    std::vector<attribute_map> keys = part_keys(before);
    std::erase_if(keys, [&](const attribute_map& key) { return our_partitions.count(*key.find_string("pk")) != 0; });
    return keys;
}

}  // namespace

task<std::optional<attribute_map>> save_whole(operation op, const item_kind& kind, record_id id,
                                              attribute_map attributes, std::vector<std::string> keep) {
    MASTRA_CO_TRY(spilled_item fitted, fitted_item(op, kind, id, std::move(attributes)));
    const std::set<std::string> our_partitions = partitions_of(fitted.parts);
    if (!fitted.parts.empty()) {
        MASTRA_CO_CHECK(co_await write_parts(op, std::move(fitted.parts)));
    }
    item_write write = whole_write(op, kind, id, std::move(fitted.item));
    MASTRA_CO_TRY(protocol::update_item_response reply,
                  co_await write_keeping(op, kind, std::move(id), std::move(write), std::move(keep)));
    if (!reply.attributes) {
        co_return std::optional<attribute_map>();
    }
    if (auto obsolete = obsolete_parts(*reply.attributes, our_partitions); !obsolete.empty()) {
        co_await reclaim_parts(op, std::move(obsolete));
    }
    if (is_expired(op, kind, *reply.attributes)) {
        co_return std::optional<attribute_map>();
    }
    co_return std::move(reply.attributes);
}

}  // namespace mastra::stores
