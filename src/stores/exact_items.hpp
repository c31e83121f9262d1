// Items by exact id on top of keys that are lower-cased: which of the two places an id is at, reading and writing
// there, and making room (architecture section 4, rule 2; docs/formats/table-layout.md, "Ids that differ only in
// case").
#pragma once

#include "stores/item_write.hpp"
#include "mastra/model/operations.hpp"
#include "stores/operation.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mastra::stores {

using model::key_form;

/// An item and the place it was found at. The item is as stored: its oversize values are not restored.
struct located_item {
    attribute_map item;
    key_form form = key_form::shared;
};

/// Refuses an id that cannot be a key. Errors: invalid_argument (empty), key_too_long, key_unrepresentable.
[[nodiscard]] result<void> check_id(const item_kind& kind, const record_id& id);

/// The item with exactly this id, unless it is expired or not of this kind. Requests sent: 1; 2 for an id with capital
/// letters that is not at the shared place.
[[nodiscard]] task<std::optional<located_item>> find_item(operation op, const item_kind& kind, record_id id,
                                                          bool consistent);

/// The same, expired items included.
[[nodiscard]] task<std::optional<located_item>> find_stored_item(operation op, const item_kind& kind, record_id id,
                                                                 bool consistent);

/// find_item for many ids, by record_id::text(); ids that do not exist are absent. Requests sent: one for each 100 keys
/// (an id with capital letters has two).
[[nodiscard]] task<std::map<std::string, located_item>> find_items(operation op, const item_kind& kind,
                                                                   std::vector<record_id> ids, bool consistent);

/// "Nobody else is at this place": the item is absent or has this id.
[[nodiscard]] expression::condition free_or_own(const record_id& id);
/// "This very id is here."
[[nodiscard]] expression::condition own(const record_id& id);

/// Writes where the id belongs; when another id holds the shared place, that one is moved or this one goes to its exact
/// place. The condition must imply free_or_own(id). Repeatable. Returns what the write asked for. Requests sent: 1; 2
/// for an id with capital letters; 2 more when a place has to be made.
[[nodiscard]] task<protocol::update_item_response> write_exact(operation op, const item_kind& kind, record_id id,
                                                               item_write write);

/// What happened to a write on an existing item: done, or the item is not there.
using existing_outcome = std::optional<protocol::update_item_response>;
/// Writes to the item with this id where it exists; the condition must imply own(id). Empty when there is no such item.
/// A condition that fails although the id is there is the error conditional_check_failed with the item in its detail.
/// Requests sent: 1; 2 for an id with capital letters that is not at the shared place.
[[nodiscard]] task<existing_outcome> write_existing(operation op, const item_kind& kind, record_id id,
                                                    item_write write);

/// Frees the shared place for a batch of writes to canonical ids: moves `holder`, an item of another id, to its exact
/// place.
[[nodiscard]] task<void> move_to_exact_place(operation op, const item_kind& kind, attribute_map holder);

/// What holds the shared keys of these ids, whoever it is: by the record_id::text() that was asked for. For planning
/// batch writes.
struct places {
    std::map<std::string, located_item> own;       ///< ids that exist, expired ones included
    std::map<std::string, attribute_map> holders;  ///< ids whose shared place another id holds
    std::vector<attribute_map> twins;              ///< further items of ids in `own` (docs/adr/0004)
};
[[nodiscard]] task<places> survey(operation op, const item_kind& kind, std::vector<record_id> ids, bool consistent);

}  // namespace mastra::stores
