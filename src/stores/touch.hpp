// Moving a thread's updated_at on after its messages changed.
#pragma once

#include "mastra/expression/condition.hpp"
#include "stores/coalescer.hpp"
#include "stores/operation.hpp"

#include <memory>
#include <set>
#include <string>

namespace mastra::stores {

/// Touches threads; operations of this process that touch the same thread at the same time share a request.
/// Thread safety: any thread.
class thread_toucher {
public:
    explicit thread_toucher(boost::asio::any_io_executor executor);

    /// Sets updatedAt of every one of these threads that exists to now, or 1 ms later than it is when that is later;
    /// refreshes their TTL. A thread that does not exist is not created (architecture section 4, rule 4). Requests
    /// sent: at most one a thread, in parallel, and one more for each conflict with another process.
    [[nodiscard]] task<void> touch(operation op, std::set<std::string> thread_ids) const;

    using queue = coalescer<operation, result<void>>;
    /// The same for one thread, beside something else: queue::outcome() waits for it, and must be asked.
    [[nodiscard]] queue::share_ptr begin(operation op, std::string thread_id) const;

private:
    std::shared_ptr<queue> queue_;
};

/// "updatedAt would move on": it is earlier than this, or missing.
[[nodiscard]] expression::condition updated_before(timestamp when);

/// The time to try next when updated_before did not hold: 1 ms after what the rejected item says.
[[nodiscard]] timestamp after_rejected(const error& rejection, timestamp tried);

}  // namespace mastra::stores
