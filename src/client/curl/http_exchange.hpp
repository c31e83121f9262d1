// A connection and what goes over it: one request and its reply after the other. Serves curl_transport.
#pragma once

#include "client/curl/curl_connection.hpp"
#include "client/curl/route.hpp"
#include "client/http1/reply_parser.hpp"
#include "client/transfer_queue.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace mastra::client {

/// Thread safety: none; it lives on the transport's strand.
struct http_exchange {
    http_exchange(const curl_context& context, const route& way_)
        : connection(context, this), way(&way_), rules{context.options.max_reply_bytes, context.options.keep_headers} {}

    void begin(const transfer_ptr& entry, std::string head_text) {
        current = entry;
        entry->exchange = this;
        head = std::move(head_text);
        body = entry->request.body;
        if (way->is_encrypted) {  // one record and one packet
            head.append(body);
            body = {};
        }
        sent_bytes = 0;
        reply = http1::reply_parser(rules);
    }
    /// Gives up the request; the memory of a large one goes with it.
    transfer_ptr end() {
        current->exchange = nullptr;
        head = {};
        body = {};
        return std::exchange(current, nullptr);
    }
    [[nodiscard]] bool is_connected() const noexcept { return socket >= 0; }
    [[nodiscard]] bool is_sent() const noexcept { return sent_bytes == head.size() + body.size(); }
    [[nodiscard]] std::string_view unsent_head() const {
        return std::string_view(head).substr(std::min(sent_bytes, head.size()));
    }
    [[nodiscard]] std::string_view unsent_body() const {
        return body.substr(sent_bytes - std::min(sent_bytes, head.size()));
    }
    [[nodiscard]] delivery delivered() const { return sent_bytes == 0 ? delivery::not_sent : delivery::maybe_sent; }

    curl_connection connection;
    const route* way;
    http1::reply_rules rules;
    int socket = -1;
    std::chrono::steady_clock::time_point unused_since{};

    transfer_ptr current;   ///< null while nobody uses the connection
    std::string head;       ///< on an encrypted connection the whole request
    std::string_view body;  ///< the transfer's
    std::size_t sent_bytes = 0;
    http1::reply_parser reply{rules};
};

}  // namespace mastra::client
