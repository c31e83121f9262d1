// A connection and what goes over it: one request and its reply after the other. Serves curl_transport.
#pragma once

#include "client/curl/curl_connection.hpp"
#include "client/http1/reply_parser.hpp"
#include "client/http1/request_text.hpp"
#include "client/transfer_queue.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace mastra::client {

/// How an origin is reached.
struct route {
    std::string proxy;                         ///< empty: directly
    std::optional<http1::forwarding> through;  ///< the proxy asks the origin, instead of making a tunnel
};

/// Thread safety: none; it lives on the transport's strand.
struct http_exchange {
    http_exchange(const curl_context& context, const route& way_)
        : connection(context, this), way(&way_), rules{context.options.max_reply_bytes, context.options.keep_headers} {}

    void begin(const transfer_ptr& entry, std::string text) {
        current = entry;
        entry->exchange = this;
        request = std::move(text);
        sent_bytes = 0;
        reply = http1::reply_parser(rules);
    }
    /// Gives up the request; the memory of a large one goes with it.
    transfer_ptr end() {
        current->exchange = nullptr;
        request = {};
        return std::exchange(current, nullptr);
    }
    [[nodiscard]] bool is_connected() const noexcept { return socket >= 0; }
    [[nodiscard]] std::string_view unsent() const { return std::string_view(request).substr(sent_bytes); }
    [[nodiscard]] delivery delivered() const { return sent_bytes == 0 ? delivery::not_sent : delivery::maybe_sent; }

    curl_connection connection;
    const route* way;
    http1::reply_rules rules;
    int socket = -1;
    std::chrono::steady_clock::time_point unused_since{};

    transfer_ptr current;  ///< null while nobody uses the connection
    std::string request;
    std::size_t sent_bytes = 0;
    http1::reply_parser reply{rules};
};

}  // namespace mastra::client
