// Through which proxy a host is asked, as the environment says it. Pure. Serves curl_transport.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace mastra::client {

/// The URL of the proxy for `host` (as in a URL: an IPv6 address in brackets); empty: none, the host is asked itself.
/// The rules are curl's: http_proxy, or https_proxy or HTTPS_PROXY, by the scheme; else all_proxy or ALL_PROXY; unless
/// no_proxy or NO_PROXY names the host, a domain above it, its address or a network of it, or is "*". Link-local
/// addresses, where instance metadata and container credentials live, are never asked through one: a proxy must not
/// see those, and could not reach them. `variable` is getenv.
[[nodiscard]] std::string proxy_of(std::string_view scheme, std::string_view host,
                                   const std::function<const char*(const char*)>& variable);

}  // namespace mastra::client
