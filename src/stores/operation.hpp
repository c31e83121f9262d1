// One store operation in flight: its client, its settings, its point in time and its deadline. Serves all stores.
#pragma once

#include "mastra/client/dynamodb_client.hpp"
#include "mastra/stores/store_config.hpp"

#include <boost/asio/awaitable.hpp>
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
[[nodiscard]] boost::asio::awaitable<result<void>> check_cancelled();

/// Waits. Errors: cancelled.
[[nodiscard]] task<void> wait_for(std::chrono::milliseconds duration);

/// Waits (a retry's pause). Errors: cancelled, deadline_exceeded when the deadline would pass meanwhile.
[[nodiscard]] task<void> pause(operation op, std::chrono::milliseconds duration);

/// The pause before retry number `attempt` (from 1) of a conflict: random, growing to about 100 ms.
[[nodiscard]] std::chrono::milliseconds conflict_pause(const operation& op, int attempt);

/// Sends a request, which must live as long. A conflict with somebody's transaction, which says that nothing was done,
/// is waited out until the deadline.
template <class Request>
task<typename Request::response> send_as_is(operation op, const Request& request) {
    for (int attempt = 1;; ++attempt) {
        MASTRA_CO_CHECK(co_await check_cancelled());
        auto reply = co_await op->client.async_send(request, op->call, boost::asio::use_awaitable);
        if (reply.has_value() || !reply.error().is(service_errc::transaction_conflict)) {
            co_return reply;
        }
        if (auto waited = co_await pause(op, conflict_pause(op, attempt)); waited.has_error()) {
            co_return reply;
        }
    }
}

/// Sends what a builder's params() gave; the builder's error is returned as it is. Else as send_as_is.
template <class Request>
task<typename Request::response> send(operation op, result<Request> request) {
    if (request.has_error()) {
        co_return std::move(request).error();
    }
    co_return co_await send_as_is(std::move(op), *request);
}

/// send_as_is for a write that may be repeated without harm (its condition still holds after its own success): a lost
/// reply is answered by sending it again until the deadline.
template <class Request>
task<typename Request::response> send_repeatable_as_is(operation op, const Request& request) {
    for (int attempt = 1;; ++attempt) {
        auto reply = co_await send_as_is(op, request);
        if (reply.has_value() || !reply.error().is(error_kind::outcome_unknown)) {
            co_return reply;
        }
        MASTRA_CO_CHECK(co_await pause(op, conflict_pause(op, attempt)));
    }
}

/// send for such a write.
template <class Request>
task<typename Request::response> send_repeatable(operation op, result<Request> request) {
    if (request.has_error()) {
        co_return std::move(request).error();
    }
    co_return co_await send_repeatable_as_is(std::move(op), *request);
}

}  // namespace mastra::stores
