#include "client/credentials/http_exchange.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fmt/format.h>

#include <memory>
#include <utility>

namespace mastra::client {
namespace {

namespace asio = boost::asio;

constexpr int max_tries = 2;

asio::awaitable<transport_result> send(std::shared_ptr<transport> http, http_request request) {
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(transport_result)>(
        [](auto handler, const std::shared_ptr<transport>& to, http_request what) {
            to->start(std::move(what), std::move(handler));
        },
        asio::use_awaitable, http, std::move(request));
}

bool is_worth_another_try(const transport_result& outcome) {
    constexpr int first_server_error = 500;
    return outcome.has_error() ? outcome.error().error.is(client_errc::connection_lost)
                               : outcome->status >= first_server_error;
}

}  // namespace

asio::awaitable<result<source_reply>> exchange(source_context context, http_request request,
                                               std::chrono::milliseconds timeout) {
    request.connect_timeout = timeout;
    for (int tried = 1;; ++tried) {
        request.deadline = context.clock->steady_now() + timeout;
        transport_result outcome = co_await send(context.http, request);
        if (is_worth_another_try(outcome) && tried < max_tries) {
            continue;
        }
        if (outcome.has_error()) {
            co_return outcome.error().error;
        }
        co_return source_reply{outcome->status, secret_string(std::move(outcome->body))};
    }
}

std::string refusal_text(const source_reply& reply) {
    return fmt::format("it answered HTTP {}", reply.status);
}

}  // namespace mastra::client
