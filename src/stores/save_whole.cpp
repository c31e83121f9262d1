#include "stores/save_whole.hpp"

#include "stores/item_update.hpp"
#include "stores/item_write.hpp"
#include "stores/spill_io.hpp"

#include <set>
#include <string>
#include <utility>

namespace mastra::stores {
namespace {

/// The item at the place where it needs the most room: the exact key is a few bytes longer.
result<spilled_item> fitted_item(const operation& op, const item_kind& kind, const record_id& id,
                                 attribute_map attributes) {
    MASTRA_CHECK(set_ttl(op, kind, attributes));
    const key_form form = kind.entity().is_canonical(id.composites()) ? key_form::shared : key_form::exact;
    MASTRA_TRY(attribute_map item, kind.entity().to_item(attributes, form));
    return fit(op, kind, std::move(item));
}

item_write whole_write(const item_kind& kind, const record_id& id, attribute_map item, std::vector<std::string> keep) {
    item_write write;
    for (auto& name : optional_attributes(kind)) {
        if (!item.contains(name)) {
            write.removed.push_back(std::move(name));
        }
    }
    if (!item.contains(spill_attribute)) {
        write.removed.emplace_back(spill_attribute);
    }
    write.set = std::move(item);
    write.keep = std::move(keep);
    write.where = free_or_own(id);
    write.returned = protocol::return_values::all_old;
    return write;
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
    MASTRA_CO_CHECK(co_await write_parts(op, std::move(fitted.parts)));
    const item_write write = whole_write(kind, id, std::move(fitted.item), std::move(keep));
    MASTRA_CO_TRY(protocol::update_item_response reply, co_await write_exact(op, kind, id, [&](key_form form) {
                      return write_request(op, kind, id, form, write);
                  }));
    if (reply.attributes) {
        co_await reclaim_parts(op, obsolete_parts(*reply.attributes, our_partitions));
    }
    co_return std::move(reply.attributes);
}

}  // namespace mastra::stores
