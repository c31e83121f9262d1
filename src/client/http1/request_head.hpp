// The head of an HTTP/1.1 request, and the parts of its URL. Pure. Serves curl_transport.
#pragma once

#include "mastra/client/transport.hpp"

#include <string>
#include <string_view>

namespace mastra::client::http1 {

/// Views into the URL's text.
struct url_parts {
    std::string_view origin;  ///< scheme and authority: "https://dynamodb.us-east-1.amazonaws.com"
    std::string_view scheme;  ///< "http" or "https"
    std::string_view host;    ///< what Host says: the authority, without the scheme's own port
    std::string_view name;    ///< of the host, without any port; an IPv6 address in brackets
    std::string_view target;  ///< path and query; may be empty
};

/// Errors: endpoint_refused for anything but http and https, without a host, or with user information.
[[nodiscard]] result<url_parts> split_url(std::string_view url);

/// What a request through a proxy that is not a tunnel says besides.
struct forwarding {
    std::string authorization;  ///< the value of Proxy-Authorization; empty: none
};

/// Request line and headers with the empty line after them: what is sent before the body. `through`: null when the
/// origin itself is asked.
/// Errors: invalid_configuration for a header, method or URL with a control character.
[[nodiscard]] result<std::string> request_head(const http_request& request, const url_parts& url,
                                               const forwarding* through);

}  // namespace mastra::client::http1
