// Writing, fetching and reclaiming the parts of oversize records.
#pragma once

#include "stores/operation.hpp"
#include "stores/spill.hpp"

#include <optional>
#include <vector>

namespace mastra::stores {

/// Writes parts, before the item that points to them. Requests sent: one for each 25 parts or 16 MB; none for none.
[[nodiscard]] task<void> write_parts(operation op, std::vector<attribute_map> parts);

/// Deletes parts nobody points to any more. Failure is not an error of the operation: orphans cost storage, not
/// correctness, and `table verify` finds them; it is logged.
[[nodiscard]] boost::asio::awaitable<void> reclaim_parts(operation op, std::vector<attribute_map> keys);

/// Puts the real values into all items that have spilled ones. An item that was rewritten meanwhile is read again; one
/// that was deleted meanwhile is taken out. Requests sent: none without parts, else one batch read for each 100 parts.
/// Errors: corrupt_record when a part is missing for good.
[[nodiscard]] task<std::vector<attribute_map>> restore_items(operation op, const item_kind& kind,
                                                             std::vector<attribute_map> items);

/// restore_items for one; empty when it was deleted meanwhile.
[[nodiscard]] task<std::optional<attribute_map>> restore_item(operation op, const item_kind& kind, attribute_map item);

}  // namespace mastra::stores
