// Writing many whole items, without conditions. Serves inserts and what is kept beside records.
#pragma once

#include "stores/operation.hpp"

#include <vector>

namespace mastra::stores {

/// Puts these items, replacing what is there. Requests sent: one for each 25 or 16 MB; none for none. Errors: as
/// client::batch_write.
[[nodiscard]] task<void> put_items(operation op, std::vector<attribute_map> items);

}  // namespace mastra::stores
