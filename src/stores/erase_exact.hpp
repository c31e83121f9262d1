// Deleting the item of one id, wherever it is.
#pragma once

#include "stores/kind.hpp"
#include "stores/operation.hpp"
#include "stores/record_id.hpp"

namespace mastra::stores {

/// Deletes the item with exactly this id, expired or not, and its parts. No item is no error, and another id's item at
/// the shared place stays. Requests sent: 1; 2 for an id with capital letters; and 1 for each 25 parts.
[[nodiscard]] task<void> erase_exact(operation op, const item_kind& kind, record_id id);

}  // namespace mastra::stores
