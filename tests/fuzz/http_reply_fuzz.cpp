// Bytes from a peer: they are a reply or an error, and the same one in whatever pieces they come.
#include "client/http1/reply_parser.hpp"

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

namespace {

using namespace mastra;

constexpr std::size_t max_body_bytes = 1'000;

struct outcome {
    int fault = 0;
    std::optional<client::http_response> reply;
    bool stays_open = false;
};

outcome parse(std::string_view bytes, std::size_t piece) {
    client::http1::reply_parser parser({max_body_bytes, true});
    outcome got;
    for (std::size_t at = 0; at < bytes.size() && got.fault == 0; at += piece) {
        if (const auto taken = parser.take(bytes.substr(at, piece)); taken.has_error()) {
            got.fault = taken.error().code().value();
        }
    }
    if (got.fault == 0) {
        if (const auto ended = parser.end_of_stream(); ended.has_error()) {
            got.fault = ended.error().code().value();
        }
    }
    if (got.fault == 0) {
        got.stays_open = parser.connection_stays_open();
        got.reply = parser.take_reply();
    }
    return got;
}

bool equal(const outcome& a, const outcome& b) {
    if (a.fault != b.fault || a.stays_open != b.stays_open || a.reply.has_value() != b.reply.has_value()) {
        return false;
    }
    return !a.reply || (a.reply->status == b.reply->status && a.reply->body == b.reply->body &&
                        a.reply->date == b.reply->date && a.reply->headers.size() == b.reply->headers.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const outcome whole = parse(bytes, size + 1);
    if (whole.reply && whole.reply->body.size() > max_body_bytes) {
        std::abort();
    }
    for (const std::size_t piece : {1, 7}) {
        if (!equal(whole, parse(bytes, piece))) {
            std::abort();
        }
    }
    return 0;
}
