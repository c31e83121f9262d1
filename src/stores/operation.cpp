#include "stores/operation.hpp"

#include "mastra/core/random.hpp"

#include <boost/asio/as_tuple.hpp>

#include <algorithm>

namespace mastra::stores {

namespace asio = boost::asio;

operation make_operation(client::dynamodb_client client, std::shared_ptr<const store_config> config,
                         const store_options& options) {
    client::call_options call = options.call;
    call.deadline = client.deadline_of(call);
    const timestamp now = client.clock().now();
    return std::make_shared<operation_data>(
        operation_data{std::move(client), std::move(config), std::move(call), now, options.lifetime});
}

result<void> check_not_cancelled(asio::cancellation_state of_caller) {
    const bool is_cancelled = of_caller.cancelled() != asio::cancellation_type::none;
    return is_cancelled ? result<void>(error(client_errc::cancelled)) : result<void>();
}

std::chrono::milliseconds conflict_pause(const operation& op, int attempt) {
    const auto& jitter = op->client.config().jitter;
    const double fraction = jitter ? jitter() : thread_random_fraction();
    const int ceiling = std::min(100, 2 << std::min(attempt, 6));
    return std::chrono::milliseconds(static_cast<int>(fraction * ceiling));
}

task<void> wait_for(std::chrono::milliseconds duration) {
    MASTRA_CO_CHECK(check_not_cancelled(co_await boost::asio::this_coro::cancellation_state));
    if (duration.count() <= 0) {
        co_return result<void>();
    }
    asio::steady_timer timer(co_await asio::this_coro::executor, duration);
    auto [code] = co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    if (code) {
        co_return error(client_errc::cancelled);
    }
    co_return result<void>();
}

task<void> pause(operation op, std::chrono::milliseconds duration) {
    const auto now = op->client.clock().steady_now();
    if (op->call.deadline && now + duration >= *op->call.deadline) {
        co_return error(client_errc::deadline_exceeded);
    }
    co_return co_await wait_for(duration);
}

}  // namespace mastra::stores
