// Moving a thread's updated_at on after its messages changed.
#pragma once

#include "stores/operation.hpp"

#include <set>
#include <string>

namespace mastra::stores {

/// Sets updatedAt of every one of these threads that exists to now, or 1 ms later than it is when that is later;
/// refreshes their TTL. A thread that does not exist is not created (architecture section 4, rule 4). Requests sent:
/// one a thread, in parallel.
[[nodiscard]] task<void> touch_threads(operation op, std::set<std::string> thread_ids);

}  // namespace mastra::stores
