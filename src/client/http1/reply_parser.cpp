#include "client/http1/reply_parser.hpp"

#include "mastra/core/ascii.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace mastra::client::http1 {
namespace {

// What a peer may say before its body. Ours say some 300 bytes.
constexpr std::size_t max_line_bytes = 256 * 1024;
constexpr std::string_view http_1 = "HTTP/1.";
constexpr std::size_t status_line_bytes = std::string_view("HTTP/1.1 200").size();

error malformed(std::string_view what) {
    return error(client_errc::malformed_reply, std::string("not an HTTP/1.1 reply: ").append(what));
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

template <class Number>
bool parse_whole(std::string_view text, Number& number, int base) {
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    return fault == std::errc() && end == text.data() + text.size();
}

bool names(std::string_view list, std::string_view token) {
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        if (ascii_iequals(ascii_trim(list.substr(0, comma)), token)) {
            return true;
        }
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

}  // namespace

result<void> reply_parser::take(std::string_view bytes) {
    while (!bytes.empty() && !complete()) {
        MASTRA_CHECK(is_in_body() ? take_body(bytes) : take_lines(bytes));
    }
    surplus_ = surplus_ || !bytes.empty();
    return {};
}

result<void> reply_parser::end_of_stream() {
    if (stage_ == stage::body_to_the_end) {
        stage_ = stage::complete;
    }
    return complete() ? result<void>() : error(client_errc::connection_lost, "the reply broke off");
}

bool reply_parser::is_in_body() const noexcept {
    return stage_ == stage::body_of_length || stage_ == stage::body_to_the_end || stage_ == stage::chunk;
}

result<void> reply_parser::take_lines(std::string_view& bytes) {
    const std::size_t end = bytes.find('\n');
    const std::size_t taken = end == bytes.npos ? bytes.size() : end + 1;
    line_bytes_ += taken;
    if (line_bytes_ > max_line_bytes) {
        return malformed("its head does not end");
    }
    std::string_view line = bytes.substr(0, taken);
    bytes.remove_prefix(taken);
    if (end == bytes.npos || !partial_line_.empty()) {
        partial_line_.append(line);
        line = partial_line_;
    }
    // Whoever does not speak HTTP may never end a line.
    if (stage_ == stage::status_line && line.substr(0, http_1.size()) != http_1.substr(0, line.size())) {
        return malformed("it begins otherwise");
    }
    if (end == bytes.npos) {
        return {};
    }
    line.remove_suffix(line.ends_with("\r\n") ? 2 : 1);
    auto outcome = on_line(line);
    partial_line_.clear();
    return outcome;
}

result<void> reply_parser::take_body(std::string_view& bytes) {
    const bool to_the_end = stage_ == stage::body_to_the_end;
    const std::size_t taken = to_the_end ? bytes.size() : std::min<std::uint64_t>(bytes.size(), body_left_);
    if (to_the_end && taken > rules_.max_body_bytes - reply_.body.size()) {
        return error(client_errc::reply_too_large);
    }
    reply_.body.append(bytes.substr(0, taken));
    bytes.remove_prefix(taken);
    if (!to_the_end) {
        body_left_ -= taken;
        if (body_left_ == 0) {
            stage_ = chunked_ ? stage::end_of_chunk : stage::complete;
        }
    }
    return {};
}

result<void> reply_parser::on_line(std::string_view line) {
    switch (stage_) {
        case stage::status_line:
            return on_status_line(line);
        case stage::header:
            return line.empty() ? on_end_of_head() : on_header(line);
        case stage::chunk_size:
            return on_chunk_size(line);
        case stage::end_of_chunk:
            stage_ = stage::chunk_size;
            line_bytes_ = 0;
            return line.empty() ? result<void>() : malformed("a chunk is longer than it says");
        default:
            if (line.empty()) {
                stage_ = stage::complete;
            }
            return {};
    }
}

result<void> reply_parser::on_status_line(std::string_view line) {
    const bool well_formed = line.size() >= status_line_bytes && is_digit(line[7]) && line[8] == ' ' &&
                             line[9] != '0' && std::all_of(line.begin() + 9, line.begin() + 12, is_digit) &&
                             (line.size() == status_line_bytes || line[12] == ' ');
    if (!well_formed) {
        return malformed("its status line");
    }
    reply_ = {};
    parse_whole(line.substr(9, 3), reply_.status, 10);
    has_length_ = false;
    chunked_ = false;
    persistent_ = line[7] != '0';
    stage_ = stage::header;
    return {};
}

result<void> reply_parser::on_header(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == line.npos) {
        return {};
    }
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = ascii_trim(line.substr(colon + 1));
    if (rules_.keep_headers) {
        reply_.headers.push_back({std::string(name), std::string(value)});
    }
    if (ascii_iequals(name, "x-amzn-requestid")) {
        reply_.request_id = value;
    } else if (ascii_iequals(name, "date")) {
        reply_.date = value;
    } else if (ascii_iequals(name, "x-amz-crc32")) {
        reply_.crc32 = value;
    } else if (ascii_iequals(name, "content-length")) {
        return on_content_length(value);
    } else if (ascii_iequals(name, "transfer-encoding")) {
        if (!ascii_iequals(value, "chunked")) {
            return malformed("an unknown transfer encoding");
        }
        chunked_ = true;
    } else if (ascii_iequals(name, "connection")) {
        persistent_ = names(value, "keep-alive") || (persistent_ && !names(value, "close"));
    }
    return {};
}

result<void> reply_parser::on_content_length(std::string_view value) {
    std::uint64_t length = 0;
    if (!parse_whole(value, length, 10) || (has_length_ && length != body_left_)) {
        return malformed("its length");
    }
    has_length_ = true;
    body_left_ = length;
    return {};
}

result<void> reply_parser::on_end_of_head() {
    line_bytes_ = 0;
    if (reply_.status < 200) {
        stage_ = stage::status_line;
        return reply_.status == 101 ? malformed("another protocol") : result<void>();
    }
    if (reply_.status == 204 || reply_.status == 304) {
        stage_ = stage::complete;
        return {};
    }
    if (chunked_) {
        stage_ = stage::chunk_size;
        return {};
    }
    if (has_length_) {
        return expect_body(body_left_, stage::complete);
    }
    persistent_ = false;
    stage_ = stage::body_to_the_end;
    return {};
}

result<void> reply_parser::on_chunk_size(std::string_view line) {
    const std::string_view digits = ascii_trim(line.substr(0, line.find(';')));
    std::uint64_t size = 0;
    if (!parse_whole(digits, size, 16)) {
        return malformed("the size of a chunk");
    }
    line_bytes_ = 0;
    return expect_body(size, stage::trailer);
}

/// `bytes` of body come next; none: `then`.
result<void> reply_parser::expect_body(std::uint64_t bytes, stage then) {
    if (bytes > rules_.max_body_bytes - reply_.body.size()) {
        return error(client_errc::reply_too_large);
    }
    if (!chunked_) {
        reply_.body.reserve(bytes);
    }
    body_left_ = bytes;
    stage_ = bytes == 0 ? then : chunked_ ? stage::chunk : stage::body_of_length;
    return {};
}

}  // namespace mastra::client::http1
