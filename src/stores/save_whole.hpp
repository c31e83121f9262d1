// Saving a whole record by its id: create or replace, at the place the id belongs.
#pragma once

#include "stores/exact_items.hpp"
#include "stores/operation.hpp"

#include <optional>
#include <string>

namespace mastra::stores {

/// Writes all attributes of a record and removes the optional ones it does not give, parts first when it is oversize.
/// `keep` names attributes that a stored record keeps, given or not, unless it is expired. Returns the item that was
/// there before, unless it was expired. Requests sent: 1 (and what exact_items.hpp says about capital letters); 1 more
/// when something is to be kept and the stored record is expired.
[[nodiscard]] task<std::optional<attribute_map>> save_whole(operation op, const item_kind& kind, record_id id,
                                                            attribute_map attributes,
                                                            std::vector<std::string> keep = {});

}  // namespace mastra::stores
