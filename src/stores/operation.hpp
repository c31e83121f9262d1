// One store operation in flight: its client, its settings, its point in time and its deadline. Serves all stores.
#pragma once

#include "mastra/client/dynamodb_client.hpp"
#include "mastra/stores/store_config.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <optional>
#include <string>

namespace mastra::stores {

template <class T>
using task = boost::asio::awaitable<result<T>>;

/// Shared by every coroutine of one operation; immutable, so any thread may read it.
struct operation_data {
    client::dynamodb_client client;
    std::shared_ptr<const store_config> config;
    client::call_options call;  ///< with the operation's absolute deadline
    timestamp now;              ///< the wall clock when the operation began: one time for all it writes
    std::optional<std::chrono::seconds> lifetime;

    [[nodiscard]] const std::string& table() const noexcept { return config->table_name; }
    [[nodiscard]] std::string now_text() const { return to_iso_string(now); }
};
using operation = std::shared_ptr<const operation_data>;

/// How often an operation on all messages of a thread looks again for those saved while it runs.
constexpr int most_sweeps = 5;
/// Segments that a Scan reads side by side.
constexpr int scan_segments_at_once = 4;

[[nodiscard]] operation make_operation(client::dynamodb_client client, std::shared_ptr<const store_config> config,
                                       const store_options& options);

/// The error `cancelled` once the calling coroutine was cancelled; to be asked before anything new is sent.
[[nodiscard]] result<void> check_not_cancelled(boost::asio::cancellation_state of_caller);

/// Waits. Errors: cancelled.
[[nodiscard]] task<void> wait_for(std::chrono::milliseconds duration);

/// Waits (a retry's pause). Errors: cancelled, deadline_exceeded when the deadline would pass meanwhile.
[[nodiscard]] task<void> pause(operation op, std::chrono::milliseconds duration);

/// The pause before retry number `attempt` (from 1) of a conflict: random, growing to about 100 ms.
[[nodiscard]] std::chrono::milliseconds conflict_pause(const operation& op, int attempt);

template <class Request>
using prepared = client::prepared_request<Request>;

/// What a builder's params() gave, in writing; the builder's error is returned as it is.
template <class Request>
[[nodiscard]] result<prepared<Request>> prepare(const operation& op, result<Request> request) {
    if (request.has_error()) {
        return std::move(request).error();
    }
    return op->client.prepare(*request, op->call);
}

/// What a write's lost reply means.
enum class lost_reply {
    is_an_error,
    is_asked_for_again  ///< the write may be repeated without harm: its condition still holds after its own success
};

/// Sends it as often as it takes. A conflict with somebody's transaction, which says that nothing was done, and a lost
/// reply where that is harmless, are waited out until the deadline.
template <class Request>
task<typename Request::response> send_prepared(operation op, result<prepared<Request>> request, lost_reply lost) {
    if (request.has_error()) {
        co_return std::move(request).error();
    }
    bool any_lost = false;
    for (int attempt = 1;; ++attempt) {
        MASTRA_CO_CHECK(check_not_cancelled(co_await boost::asio::this_coro::cancellation_state));
        auto reply = co_await op->client.async_send(*request, boost::asio::use_awaitable);
        if (reply.has_value()) {
            co_return reply;
        }
        const bool is_lost = reply.error().is(error_kind::outcome_unknown);
        any_lost = any_lost || is_lost;
        bool asks_again =
            (is_lost && lost == lost_reply::is_asked_for_again) || reply.error().is(service_errc::transaction_conflict);
        if (asks_again) {
            const auto waited = co_await pause(op, conflict_pause(op, attempt));
            asks_again = waited.has_value();
        }
        if (!asks_again) {
            co_return any_lost ? after_lost_reply(std::move(reply).error()) : std::move(reply).error();
        }
    }
}

/// Sends what a builder's params() gave. The request itself is gone while its reply is awaited.
template <class Request>
task<typename Request::response> send(operation op, result<Request> request) {
    auto call = prepare(op, std::move(request));
    return send_prepared(std::move(op), std::move(call), lost_reply::is_an_error);
}
/// The same for a write that may be repeated without harm.
template <class Request>
task<typename Request::response> send_repeatable(operation op, result<Request> request) {
    auto call = prepare(op, std::move(request));
    return send_prepared(std::move(op), std::move(call), lost_reply::is_asked_for_again);
}

}  // namespace mastra::stores
