// Deleting many items, and the parts of oversize ones. Serves deletions, retention and repairs.
#pragma once

#include "stores/operation.hpp"

#include <vector>

namespace mastra::stores {

/// Deletes the items with these keys (pk and sk; other attributes are looked at for parts only), without conditions.
/// Requests sent: one for each 25 items and parts; none for none. Errors: as client::batch_write.
[[nodiscard]] task<void> delete_items(operation op, const std::vector<attribute_map>& items);

}  // namespace mastra::stores
