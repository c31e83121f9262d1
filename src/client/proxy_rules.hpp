// Which hosts are asked directly although the environment names a proxy. Pure. Serves curl_transport.
#pragma once

#include <functional>
#include <string>

namespace mastra::client {

/// The environment's no_proxy (or NO_PROXY), and always the link-local addresses where instance metadata and container
/// credentials live: a proxy must not see those, and could not reach them. In the form of no_proxy. `variable` is
/// getenv.
[[nodiscard]] std::string hosts_without_proxy(const std::function<const char*(const char*)>& variable);

}  // namespace mastra::client
