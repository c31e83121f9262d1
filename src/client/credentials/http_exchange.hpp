// One HTTP exchange of a credential source, awaited. Serves the sources that ask over the network.
#pragma once

#include "client/credentials/source_context.hpp"
#include "mastra/core/secret.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <string_view>

namespace mastra::client {

struct source_reply {
    int status = 0;
    secret_string body;  ///< credentials, or what a server says about them

    [[nodiscard]] bool ok() const noexcept { return status == 200; }
};

/// Sends the request; once more, at once, when the connection is lost or the server answers 5xx. `timeout` is for each
/// try, connecting included.
/// Errors: the transport's.
[[nodiscard]] boost::asio::awaitable<result<source_reply>> exchange(source_context context, http_request request,
                                                                    std::chrono::milliseconds timeout);

/// "it answered HTTP 403" and the like: the status and nothing of the body, which may hold secrets.
[[nodiscard]] std::string refusal_text(const source_reply& reply);

}  // namespace mastra::client
