// The DynamoDB client: sends any operation of the protocol, signed, with deadlines and retries.
#pragma once

#include "mastra/client/call_options.hpp"
#include "mastra/client/client_config.hpp"
#include "mastra/core/result.hpp"
#include "mastra/core/shared_text.hpp"
#include "mastra/protocol/wire.hpp"

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/deferred.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace mastra::client {

namespace detail {
/// A call with its types erased: what to send, and how to read what comes back.
struct raw_call {
    const protocol::operation_info* info = nullptr;
    std::string table_name;
    shared_text body;
    /// Sending twice does no harm although the operation is a write (its condition or token settles it).
    bool safe_to_repeat = false;
    /// The capacity units that a reply's body tells of.
    double (*capacity_of)(std::string_view body) = nullptr;
    call_options options;
};
struct raw_reply {
    std::string body;  ///< of an HTTP 200 reply
    int attempts = 0;
};
using raw_handler = boost::asio::any_completion_handler<void(result<raw_reply>)>;
class client_state;
template <class Request>
class reply_decoder;
}  // namespace detail

/// A request that is written out, so that what it was made from need not be kept until the reply is there. It may be
/// sent any number of times; copies share the text.
template <protocol::operation_request Request>
class prepared_request {
    friend class dynamodb_client;
    prepared_request(const Request& request, detail::raw_call call) : call_(std::move(call)), decoder_(request) {}

    detail::raw_call call_;
    detail::reply_decoder<Request> decoder_;
};

/// A handle to shared state; copies refer to the same connections, credentials and token bucket.
/// Thread safety: any number of concurrent calls, from any thread. The library starts no thread: the executor's threads
/// do the work, and somebody must run them.
/// Lifetime: calls in flight keep the state alive; the executor's context must outlive them, cancelled ones too: stop()
/// and run the context once more before it is destroyed.
class dynamodb_client {
public:
    /// Does no I/O; region, endpoint and credentials are resolved at the first call.
    /// Throws mastra::exception with invalid_configuration for a value outside its range, endpoint_refused for an
    /// endpoint.
    dynamodb_client(boost::asio::any_io_executor executor, client_config config);

    /// Sends one operation of protocol/operation_table.def. Completion signature: void(result<Request::response>).
    /// `request` is written out before this returns, and not kept.
    /// Requests sent: 1, and 1 more a retry. Batches are sent as they are: see batch.hpp for splitting and leftovers.
    /// Errors: every service_errc; connect_failed, deadline_exceeded, cancelled, outcome_unknown (a write whose reply
    /// was lost), malformed_reply, no_credentials, credentials_failed, no_region, endpoint_refused, queue_full,
    /// stopped. Cancellation: terminal; no further request is sent, a write already sent may have been applied.
    template <protocol::operation_request Request, class Token = boost::asio::deferred_t>
    auto async_send(const Request& request, call_options options = {}, Token&& token = Token()) const {
        return async_send(prepare(request, std::move(options)), std::forward<Token>(token));
    }

    /// The request in writing; sends nothing. `options` are those of every call with it. Errors: none.
    template <protocol::operation_request Request>
    [[nodiscard]] prepared_request<Request> prepare(const Request& request, call_options options = {}) const {
        return {request, make_call(request, std::move(options))};
    }
    /// Sends it: as async_send of the request.
    template <protocol::operation_request Request, class Token = boost::asio::deferred_t>
    auto async_send(prepared_request<Request> request, Token&& token = Token()) const {
        return boost::asio::async_initiate<Token, void(result<typename Request::response>)>(
            [self = *this](auto handler, detail::raw_call call, detail::reply_decoder<Request> decoder) {
                self.start(std::move(call), decoder, std::move(handler));
            },
            token, std::move(request.call_), std::move(request.decoder_));
    }

    /// Completes all calls in flight with `stopped` and closes the connections. Idempotent.
    void stop() const;

    [[nodiscard]] const boost::asio::any_io_executor& executor() const noexcept;
    [[nodiscard]] const client_config& config() const noexcept;
    [[nodiscard]] const mastra::clock& clock() const noexcept;
    /// The point on the monotonic clock at which a call with these options ends.
    [[nodiscard]] std::chrono::steady_clock::time_point deadline_of(const call_options& options) const;

private:
    template <class Request>
    [[nodiscard]] detail::raw_call make_call(const Request& request, call_options options) const;
    template <class Request, class Handler>
    void start(detail::raw_call call, detail::reply_decoder<Request> decoder, Handler handler) const;
    void start_raw(detail::raw_call call, detail::raw_handler handler) const;

    std::shared_ptr<detail::client_state> state_;
};

}  // namespace mastra::client

#include "mastra/client/detail/start_call.hpp"
