// From a typed request to an erased call and back. Included by dynamodb_client.hpp.
#pragma once

#include "mastra/client/detail/safe_to_repeat.hpp"
#include "mastra/client/dynamodb_client.hpp"
#include "mastra/core/random.hpp"

#include <boost/asio/associator.hpp>

#include <type_traits>
#include <utility>

namespace mastra::client::detail {

/// Decodes the reply to a request. It keeps of that what decode() needs to know: not its data, which may be large.
template <class Request>
class reply_decoder {
public:
    explicit reply_decoder(const Request&) {}
    [[nodiscard]] result<typename Request::response> operator()(std::string_view body) const {
        return decode(Request(), body);
    }
};
template <>
class reply_decoder<protocol::transact_get_items_request> {
public:
    explicit reply_decoder(const protocol::transact_get_items_request& request) : gets_(request.gets.size()) {}
    [[nodiscard]] result<protocol::transact_get_items_response> operator()(std::string_view body) const {
        protocol::transact_get_items_request request;
        request.gets.resize(gets_);
        return decode(request, body);
    }

private:
    std::size_t gets_;
};

/// A transaction without a token gets one, and whoever wants to know the capacity asks for it. Nothing when the request
/// is complete as it is.
template <class Request>
[[nodiscard]] std::optional<Request> completed(const Request& request, bool report_capacity) {
    std::optional<Request> copy;
    if constexpr (std::is_same_v<Request, protocol::transact_write_items_request>) {
        if (request.client_request_token.empty()) {
            copy = request;
            copy->client_request_token = make_token();
        }
    }
    if constexpr (requires { request.return_capacity; }) {
        if (report_capacity && request.return_capacity == protocol::capacity_detail::none) {
            copy = copy ? std::move(copy) : request;
            copy->return_capacity = protocol::capacity_detail::total;
        }
    }
    return copy;
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
    reply_decoder<Request> decoder;
    Handler handler;

    void operator()(result<raw_reply> reply) {
        using response_result = result<typename Request::response>;
        if (reply.has_error()) {
            std::move(handler)(response_result(std::move(reply).error()));
            return;
        }
        std::move(handler)(response_result(decoder(reply->body)));
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

template <class Request>
detail::raw_call dynamodb_client::make_call(const Request& request, call_options options) const {
    const auto copy = detail::completed(request, config().report_capacity || options.report_capacity);
    const Request& whole = copy ? *copy : request;
    detail::raw_call call;
    call.info = &info_of(whole);
    call.table_name = std::string(table_name_of(whole));
    call.body = encode(whole);
    call.safe_to_repeat = detail::safe_to_repeat(whole);
    call.capacity_of = &detail::capacity_of_reply<Request>;
    call.options = std::move(options);
    return call;
}

template <class Request, class Handler>
void dynamodb_client::start(detail::raw_call call, detail::reply_decoder<Request> decoder, Handler handler) const {
    start_raw(std::move(call), detail::decoding_handler<Request, Handler>{decoder, std::move(handler)});
}

}  // namespace mastra::client
