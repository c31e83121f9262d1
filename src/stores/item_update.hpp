// The difference between an item as it was read and as it should be, as one conditional update. Pure.
#pragma once

#include "stores/exact_items.hpp"
#include "mastra/expression/condition.hpp"
#include "stores/spill.hpp"

#include <string>
#include <vector>

namespace mastra::stores {

/// The tokens of the last conditional updates of an item (write_tokens.hpp).
inline constexpr std::string_view write_token_attribute = "mdb_write";

/// What has to be sent to turn one item into another.
struct item_update {
    attribute_map set;
    std::vector<std::string> removed;
    /// Every attribute that is replaced still has the value the new one was computed from. This is the optimistic lock:
    /// it notices upstream's writes too, which know of no version, and it lets touches of updatedAt pass.
    expression::condition unchanged;
    std::vector<attribute_map> new_parts;       ///< to be written before
    std::vector<attribute_map> obsolete_parts;  ///< keys, to be reclaimed after
};

/// `stored` is the item as it was read, `wanted` the whole plain item (keys included, values not spilled).
/// Errors: item_too_large, invalid_ttl.
[[nodiscard]] result<item_update> plan_update(const operation& op, const item_kind& kind, const attribute_map& stored,
                                              attribute_map wanted);

/// The whole item that `attributes` (of a record) make of an existing item: attributes of others are kept, optional
/// ones of the entity that the record does not have are dropped, keys follow, the TTL is refreshed.
[[nodiscard]] result<attribute_map> updated_item(const operation& op, const item_kind& kind,
                                                 const attribute_map& restored, const attribute_map& attributes,
                                                 key_form form);

/// The conditional update itself; asks for the new item, or for the rejected one.
[[nodiscard]] result<protocol::update_item_request> update_request(const operation& op, const item_kind& kind,
                                                                   const record_id& id, key_form form,
                                                                   const item_update& update);

/// The plain item made to fit, with the TTL of its parts. Errors: item_too_large, invalid_ttl.
[[nodiscard]] result<spilled_item> fit(const operation& op, const item_kind& kind, attribute_map item);

/// max(now, stored + 1 ms): a record's updated_at always moves on.
[[nodiscard]] timestamp next_update_time(const operation& op, timestamp stored);

}  // namespace mastra::stores
