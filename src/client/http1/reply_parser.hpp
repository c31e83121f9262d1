// One HTTP/1.1 reply, from bytes in whatever pieces they come (RFC 9112). Pure. Serves curl_transport.
#pragma once

#include "mastra/client/transport.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace mastra::client::http1 {

struct reply_rules {
    /// A larger body is an error.
    std::size_t max_body_bytes = 0;
    /// Fills http_response::headers.
    bool keep_headers = false;
};

/// Interim replies (1xx) are skipped. A body ends by Content-Length, by its last chunk, or with the connection.
/// Thread safety: none.
class reply_parser {
public:
    explicit reply_parser(reply_rules rules) : rules_(rules) {}

    /// Errors: malformed_reply, reply_too_large. After one, nothing more may be taken.
    [[nodiscard]] result<void> take(std::string_view bytes);
    /// The peer sends nothing more. Errors: connection_lost when the reply is not whole.
    [[nodiscard]] result<void> end_of_stream();

    [[nodiscard]] bool complete() const noexcept { return stage_ == stage::complete; }
    /// Whether another request may follow on this connection. Only for a complete reply.
    [[nodiscard]] bool connection_stays_open() const noexcept { return persistent_ && !surplus_; }
    /// Once, when complete.
    [[nodiscard]] http_response take_reply() { return std::move(reply_); }

private:
    enum class stage {
        status_line,
        header,
        body_of_length,
        body_to_the_end,
        chunk_size,
        chunk,
        end_of_chunk,
        trailer,
        complete
    };

    [[nodiscard]] result<void> take_lines(std::string_view& bytes);
    [[nodiscard]] result<void> take_body(std::string_view& bytes);
    [[nodiscard]] result<void> on_line(std::string_view line);
    [[nodiscard]] result<void> on_status_line(std::string_view line);
    [[nodiscard]] result<void> on_header(std::string_view line);
    [[nodiscard]] result<void> on_content_length(std::string_view value);
    [[nodiscard]] result<void> on_end_of_head();
    [[nodiscard]] result<void> on_chunk_size(std::string_view line);
    [[nodiscard]] result<void> expect_body(std::uint64_t bytes, stage then);
    [[nodiscard]] bool is_in_body() const noexcept;

    reply_rules rules_;
    stage stage_ = stage::status_line;
    http_response reply_;
    std::string partial_line_;
    std::size_t line_bytes_ = 0;   ///< of the head, the trailer or a chunk's size line so far
    std::uint64_t body_left_ = 0;  ///< of the body or the chunk
    bool has_length_ = false;      ///< Content-Length came
    bool chunked_ = false;
    bool persistent_ = true;
    bool surplus_ = false;  ///< the peer said more than one reply
};

}  // namespace mastra::client::http1
