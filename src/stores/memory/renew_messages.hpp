// Messages that live as long as their thread (ttl_config::let_messages_follow_threads).
#pragma once

#include "stores/operation.hpp"

#include <set>
#include <string>

namespace mastra::stores {

/// After a write that renewed these threads: renews the messages of each whose messages were last renewed half a
/// lifetime ago or more. Does nothing where messages have a rule of their own. Repeatable: what an error or a crash
/// leaves undone, the next write to the thread does. Requests sent: 1 a thread; when it is time, a Query for each page,
/// an update for each message and part that would expire before the thread, and 1.
[[nodiscard]] task<void> renew_messages(operation op, std::set<std::string> thread_ids);

}  // namespace mastra::stores
