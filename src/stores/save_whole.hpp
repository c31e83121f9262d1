// Saving a whole record by its id: create or replace, at the place the id belongs.
#pragma once

#include "stores/exact_items.hpp"
#include "stores/operation.hpp"

#include <optional>
#include <string>

namespace mastra::stores {

/// Writes all attributes of a record and removes the optional ones it does not give, parts first when it is oversize.
/// Read-only attributes of a stored record stay (ElectroDB's upsert). `keep` names further attributes that a stored
/// record keeps. Returns the item that was there before. Requests sent: 1 (and what exact_items.hpp says about capital
/// letters).
[[nodiscard]] task<std::optional<attribute_map>> save_whole(operation op, const item_kind& kind, record_id id,
                                                            attribute_map attributes,
                                                            std::vector<std::string> keep = {});

}  // namespace mastra::stores
