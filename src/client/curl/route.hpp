// How requests to an origin travel. Serves curl_transport.
#pragma once

#include "client/http1/request_head.hpp"

#include <optional>
#include <string>

namespace mastra::client {

struct route {
    std::string proxy;                         ///< empty: directly
    std::optional<http1::forwarding> through;  ///< the proxy asks the origin, instead of making a tunnel
    bool is_encrypted = false;                 ///< to the origin, or to the proxy
};

}  // namespace mastra::client
