// HTTP/1.1 over connections that libcurl makes (docs/adr/0007). Serves the client, and credential sources reached over
// HTTP.
#pragma once

#include "mastra/client/transport.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/strand.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

namespace mastra::client {

/// Whatever belongs to one client runs here, one thing at a time.
using client_strand = boost::asio::strand<boost::asio::any_io_executor>;

struct curl_transport_options {
    /// Connections at most, and requests in flight at most. Default 64.
    int max_connections = 64;
    /// Requests that may wait for a connection. Default 100,000.
    int max_queued_requests = 100'000;
    /// TCP and TLS set-up. Default 3 s.
    std::chrono::milliseconds connect_timeout{3'000};
    /// A connection unused for longer is not used again. Default 20 s.
    std::chrono::seconds idle_timeout{20};
    /// A larger reply is an error. Default 32 MiB.
    std::size_t max_reply_bytes = 32 * 1024 * 1024;
    /// As client_config::ca_certificates.
    std::string ca_certificates{};
    /// Fills http_response::headers. Default off: the driver needs none of them.
    bool keep_headers = false;
};

/// A pool of keep-alive connections. Any thread may call it; the work is done on `strand`. It starts no thread of its
/// own (libcurl starts one to resolve a name). Requests go out in the order they came in. Without requests in flight it
/// keeps no work on the executor.
/// Proxies: http_proxy, https_proxy and no_proxy; link-local addresses are never asked through one. May throw
/// std::bad_alloc.
[[nodiscard]] std::shared_ptr<transport> make_curl_transport(client_strand strand, curl_transport_options options);

}  // namespace mastra::client
