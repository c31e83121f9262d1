// From a typed request to an erased call and back. Included by dynamodb_client.hpp.
#pragma once

#include "mastra/client/detail/safe_to_repeat.hpp"
#include "mastra/client/dynamodb_client.hpp"
#include "mastra/core/random.hpp"

#include <boost/asio/associator.hpp>

#include <type_traits>
#include <utility>

namespace mastra::client::detail {

/// What decode() needs to know of a request that has been sent: not its data, which may be large and is not kept.
template <class Request>
[[nodiscard]] Request decode_hint(const Request& request) {
    Request hint;
    if constexpr (std::is_same_v<Request, protocol::transact_get_items_request>) {
        hint.gets.resize(request.gets.size());
    }
    return hint;
}

template <class Request>
void complete_request(Request& request, bool report_capacity) {
    if constexpr (std::is_same_v<Request, protocol::transact_write_items_request>) {
        if (request.client_request_token.empty()) {
            request.client_request_token = make_token();
        }
    }
    if constexpr (requires { request.return_capacity; }) {
        if (report_capacity && request.return_capacity == protocol::capacity_detail::none) {
            request.return_capacity = protocol::capacity_detail::total;
        }
    }
}

[[nodiscard]] inline double units_of(const std::optional<protocol::consumed_capacity>& capacity) {
    return capacity ? capacity->capacity_units : 0;
}
[[nodiscard]] inline double units_of(const std::vector<protocol::consumed_capacity>& capacity) {
    double units = 0;
    for (const auto& part : capacity) {
        units += part.capacity_units;
    }
    return units;
}
/// Decodes the reply a second time, which only those pay who asked for capacity.
template <class Request>
[[nodiscard]] double capacity_of_reply(std::string_view body) {
    if constexpr (requires(typename Request::response r) { units_of(r.capacity); }) {
        const auto reply = decode(Request(), body);
        return reply.has_value() ? units_of(reply->capacity) : 0;
    } else {
        return 0;
    }
}

/// Decodes where the caller's handler runs: large replies then keep no other call waiting.
template <class Request, class Handler>
struct decoding_handler {
    Request hint;
    Handler handler;

    void operator()(result<raw_reply> reply) {
        using response_result = result<typename Request::response>;
        if (reply.has_error()) {
            std::move(handler)(response_result(std::move(reply).error()));
            return;
        }
        std::move(handler)(response_result(decode(hint, reply->body)));
    }
};

}  // namespace mastra::client::detail

/// The caller's executor, allocator and cancellation slot are those of the decoding handler around it.
template <template <class, class> class Associator, class Request, class Handler, class Default>
struct boost::asio::associator<Associator, mastra::client::detail::decoding_handler<Request, Handler>, Default>
    : Associator<Handler, Default> {
    using outer = mastra::client::detail::decoding_handler<Request, Handler>;
    static typename Associator<Handler, Default>::type get(const outer& h) noexcept {
        return Associator<Handler, Default>::get(h.handler);
    }
    static auto get(const outer& h, const Default& d) noexcept {
        return Associator<Handler, Default>::get(h.handler, d);
    }
};

namespace mastra::client {

template <class Request, class Handler>
void dynamodb_client::start(Request request, call_options options, Handler handler) const {
    detail::complete_request(request, config().report_capacity || options.report_capacity);
    detail::raw_call call;
    call.info = &info_of(request);
    call.table_name = std::string(table_name_of(request));
    call.body = encode(request);
    call.safe_to_repeat = detail::safe_to_repeat(request);
    call.capacity_of = &detail::capacity_of_reply<Request>;
    call.options = std::move(options);
    start_raw(std::move(call),
              detail::decoding_handler<Request, Handler>{detail::decode_hint(request), std::move(handler)});
}

}  // namespace mastra::client
