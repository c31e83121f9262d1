// The seam below the client: send one HTTP request, get one reply. A network behind it, an in-process engine, or a
// script.
#pragma once

#include "mastra/core/result.hpp"
#include "mastra/core/shared_text.hpp"

#include <boost/asio/any_completion_handler.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace mastra::client {

struct http_header {
    std::string name;
    std::string value;
};
struct http_request {
    std::string method = "POST";
    std::string url;
    std::vector<http_header> headers;  ///< Host and Content-Length are the transport's own work
    shared_text body;
    /// When the request must be over, waiting for a connection included. Default: no limit.
    std::chrono::steady_clock::time_point deadline{};
    /// How long it may take once it has left the queue. Zero: only the deadline counts.
    std::chrono::milliseconds attempt_timeout{0};
    /// How long to wait for the connection alone. Zero: the transport's default.
    std::chrono::milliseconds connect_timeout{0};
};
struct http_response {
    int status = 0;
    std::string body;
    std::string request_id;  ///< x-amzn-RequestId; empty when absent
    std::string date;        ///< Date, as sent; empty when absent
    std::string crc32;       ///< x-amz-crc32; empty when absent
    /// Other response headers, only where the transport was asked to keep them (credential sources).
    std::vector<http_header> headers;
};

/// What reached the other side when a request failed.
enum class delivery {
    not_sent,   ///< no byte of the request left; sending again is always safe
    maybe_sent  ///< the request may have been received and carried out
};
struct transport_error {
    mastra::error error;
    delivery delivered = delivery::not_sent;
};
/// Found by boost::system::result::value().
[[noreturn]] inline void throw_exception_from_error(const transport_error& e, const boost::source_location&) {
    throw exception(e.error);
}
using transport_result = boost::system::result<http_response, transport_error>;
using transport_handler = boost::asio::any_completion_handler<void(transport_result)>;

/// Sends HTTP requests. Redirects are never followed; a reply of any status is a success here.
/// Errors: connect_failed, connection_lost, deadline_exceeded, cancelled, tls_failed, queue_full, reply_too_large,
/// stopped. Cancellation: `terminal` through the handler's slot; the request is abandoned (it may have been carried
/// out). Thread safety: implementations say; curl_transport may be called from any thread.
class transport {
public:
    virtual ~transport() = default;
    /// Starts the request. `handler` is called exactly once, never inside this function, on its associated executor.
    virtual void start(http_request request, transport_handler handler) = 0;
    /// Ends all requests with `stopped` and closes all connections.
    virtual void stop() = 0;
};

}  // namespace mastra::client
