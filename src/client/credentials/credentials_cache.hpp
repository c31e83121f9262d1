// Keeps credentials fresh: one fetch for any number of callers, renewed before they expire. Serves the call driver.
#pragma once

#include "mastra/client/credentials.hpp"
#include "mastra/core/clock.hpp"
#include "mastra/core/logger.hpp"

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/strand.hpp>

#include <chrono>
#include <memory>
#include <mutex>
#include <vector>

namespace mastra::client {

using credentials_ptr = std::shared_ptr<const credentials>;

struct credentials_cache_options {
    /// From so long before the end on, they are renewed in the background and used meanwhile.
    std::chrono::milliseconds advisory_refresh = std::chrono::minutes(5);
    /// From so long before the end on, callers wait for the new ones.
    std::chrono::milliseconds mandatory_refresh = std::chrono::minutes(1);
    /// After a fetch, failed or not, the credentials serve for so long before the next one, while they are valid.
    std::chrono::milliseconds pause_between_fetches = std::chrono::seconds(5);
};

/// Thread safety: any thread. Lifetime: make it with std::make_shared; a fetch in flight keeps it alive.
class credentials_cache : public std::enable_shared_from_this<credentials_cache> {
public:
    using handler = boost::asio::any_completion_handler<void(result<credentials_ptr>)>;

    /// Does no I/O. `clock` must outlive the cache; `executor` runs the provider's coroutine.
    credentials_cache(boost::asio::any_io_executor executor, credentials_provider_ptr provider, const clock& clock,
                      logger log, credentials_cache_options options = {});

    /// The fast path: credentials that can be used now, or null when async_get has to wait for a fetch.
    /// Starts the background renewal when it is due.
    [[nodiscard]] credentials_ptr try_get();

    /// Completes with credentials that can be used now. `done` is never called inside this function, and on its
    /// associated executor. Errors: no_credentials, credentials_failed, config_file_invalid, and the transport's.
    /// No cancellation: a fetch serves all callers; whoever does not wait any more ignores the answer.
    void async_get(handler done);

    /// The service refused `refused` (expired, revoked): the next caller waits for a fetch. Without effect when the
    /// cache holds other credentials already.
    void invalidate(const credentials_ptr& refused);

private:
    enum class freshness { absent, must_renew, may_renew, fresh };
    [[nodiscard]] freshness state_at(timestamp now) const;
    [[nodiscard]] credentials_ptr usable_now();
    void start_fetch();
    void finish_fetch(result<credentials> fetched);
    [[nodiscard]] result<credentials_ptr> settle(result<credentials> fetched);
    void complete(handler done, result<credentials_ptr> outcome);

    // Constant after construction.
    boost::asio::strand<boost::asio::any_io_executor> strand_;  ///< where the provider's coroutine runs
    credentials_provider_ptr provider_;
    const clock& clock_;
    logger log_;
    credentials_cache_options options_;
    // Guarded by mutex_.
    std::mutex mutex_;
    credentials_ptr current_;
    std::vector<handler> waiting_;
    bool fetching_ = false;
    std::chrono::steady_clock::time_point no_fetch_before_{};
};

}  // namespace mastra::client
