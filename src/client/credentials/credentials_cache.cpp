#include "client/credentials/credentials_cache.hpp"

#include "client/credentials/credentials_text.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>

#include <fmt/format.h>

#include <exception>
#include <utility>

namespace mastra::client {

namespace asio = boost::asio;

namespace {

/// A provider is the user's code too: what it gives goes into headers, and must last.
result<void> check_fetched(const credentials& fetched, timestamp now) {
    if (fetched.expires_at && *fetched.expires_at <= now) {
        return source_failed(fetched.source, "it gave credentials that have expired already");
    }
    return check_credentials(fetched);
}

}  // namespace

credentials_cache::credentials_cache(asio::any_io_executor executor, credentials_provider_ptr provider,
                                     const clock& clock, logger log, credentials_cache_options options)
    : strand_(asio::make_strand(std::move(executor))),
      provider_(std::move(provider)),
      clock_(clock),
      log_(std::move(log)),
      options_(options) {}

credentials_cache::freshness credentials_cache::state_at(timestamp now) const {
    if (!current_) {
        return freshness::absent;
    }
    if (!current_->expires_at) {
        return freshness::fresh;
    }
    const auto left = *current_->expires_at - now;
    if (left <= std::chrono::milliseconds(0)) {
        return freshness::absent;
    }
    if (left <= options_.mandatory_refresh) {
        return freshness::must_renew;
    }
    return left <= options_.advisory_refresh ? freshness::may_renew : freshness::fresh;
}

credentials_ptr credentials_cache::usable_now() {
    const freshness state = state_at(clock_.now());
    const bool may_fetch = clock_.steady_now() >= no_fetch_before_;
    if (state == freshness::absent || (state == freshness::must_renew && may_fetch)) {
        return nullptr;
    }
    if (state == freshness::may_renew && may_fetch && !fetching_) {
        start_fetch();
    }
    return current_;
}

credentials_ptr credentials_cache::try_get() {
    const std::lock_guard lock(mutex_);
    return usable_now();
}

void credentials_cache::async_get(handler done) {
    const std::lock_guard lock(mutex_);
    if (credentials_ptr usable = usable_now()) {
        complete(std::move(done), std::move(usable));
        return;
    }
    waiting_.push_back(std::move(done));
    if (!fetching_) {
        start_fetch();
    }
}

void credentials_cache::invalidate(const credentials_ptr& refused) {
    const std::lock_guard lock(mutex_);
    if (current_ == refused) {
        current_.reset();
    }
}

/// Posted, because the provider must not run inside the caller, who holds the mutex.
void credentials_cache::start_fetch() {
    fetching_ = true;
    asio::post(strand_, [self = shared_from_this()] {
        asio::co_spawn(self->strand_, self->provider_->fetch(),
                       [self](const std::exception_ptr& thrown, result<credentials> fetched) {
                           self->finish_fetch(thrown ? error(client_errc::credentials_failed,
                                                             "the credentials provider threw an exception")
                                                     : std::move(fetched));
                       });
    });
}

void credentials_cache::finish_fetch(result<credentials> fetched) {
    std::vector<handler> served;
    result<credentials_ptr> outcome;
    {
        const std::lock_guard lock(mutex_);
        fetching_ = false;
        // After a success too: credentials that are short-lived from the start must not be fetched for every call.
        no_fetch_before_ = clock_.steady_now() + options_.pause_between_fetches;
        outcome = settle(std::move(fetched));
        served.swap(waiting_);
    }
    for (handler& done : served) {
        complete(std::move(done), outcome);
    }
}

result<credentials_ptr> credentials_cache::settle(result<credentials> fetched) {
    const timestamp now = clock_.now();
    if (fetched.has_value()) {
        if (const result<void> usable = check_fetched(*fetched, now); usable.has_error()) {
            fetched = usable.error();
        }
    }
    if (fetched.has_value()) {
        current_ = std::make_shared<const credentials>(*std::move(fetched));
        log_.log(log_level::debug,
                 [&] { return fmt::format("event=credentials_fetched source=\"{}\"", current_->source); });
        return current_;
    }
    const bool still_valid = state_at(now) != freshness::absent;
    log_.log(log_level::warning, [&] {
        return fmt::format("event=credentials_fetch_failed still_valid={} reason=\"{}\"", still_valid,
                           fetched.error().message());
    });
    if (still_valid) {
        return current_;
    }
    current_.reset();
    return fetched.error();
}

/// Posted first, because the handler must not run inside the initiating function; a type-erased executor cannot post.
void credentials_cache::complete(handler done, result<credentials_ptr> outcome) {
    asio::post(strand_.get_inner_executor(), [done = std::move(done), outcome = std::move(outcome)]() mutable {
        const auto executor = asio::get_associated_executor(done);
        asio::dispatch(executor, [done = std::move(done), outcome = std::move(outcome)]() mutable {
            std::move(done)(std::move(outcome));
        });
    });
}

}  // namespace mastra::client
