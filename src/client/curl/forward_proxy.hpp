// What a proxy wants to hear that is asked for an http URL: no tunnel is made for those. Serves curl_transport.
#pragma once

#include "client/http1/request_head.hpp"

#include <optional>
#include <string>

namespace mastra::client {

/// Nothing when the proxy is none of HTTP (SOCKS makes connections, and the origin itself is asked), or when there is
/// no proxy: `proxy` is empty.
[[nodiscard]] std::optional<http1::forwarding> forwarding_through(const std::string& proxy);

}  // namespace mastra::client
