// Moving a thread's updated_at on after its messages changed.
#pragma once

#include "mastra/expression/condition.hpp"
#include "stores/operation.hpp"

#include <set>
#include <string>

namespace mastra::stores {

/// Sets updatedAt of every one of these threads that exists to now, or 1 ms later than it is when that is later;
/// refreshes their TTL. A thread that does not exist is not created (architecture section 4, rule 4). Requests sent:
/// one a thread, in parallel.
[[nodiscard]] task<void> touch_threads(operation op, std::set<std::string> thread_ids);

/// "updatedAt would move on": it is earlier than this, or missing.
[[nodiscard]] expression::condition updated_before(timestamp when);

/// The time to try next when updated_before did not hold: 1 ms after what the rejected item says.
[[nodiscard]] timestamp after_rejected(const error& rejection, timestamp tried);

}  // namespace mastra::stores
