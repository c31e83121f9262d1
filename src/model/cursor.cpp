// The text form of cursors: base64url of version, fingerprint, the key as DynamoDB JSON, and a checksum.
#include "mastra/model/cursor.hpp"

#include "mastra/core/base64.hpp"
#include "mastra/core/sha256.hpp"
#include "mastra/protocol/wire.hpp"

#include <algorithm>

namespace mastra::model {

namespace {

constexpr char version = 1;
constexpr std::size_t checksum_bytes = 8;
constexpr std::size_t smallest = 1 + cursor_fingerprint_bytes + checksum_bytes;
/// Far above what four keys need; longer text is not looked at.
constexpr std::size_t longest_text = 64 * 1024;

std::string checksum(std::string_view bytes) {
    const auto digest = sha256(bytes);
    return {digest.begin(), digest.begin() + checksum_bytes};
}

error refused(std::string_view why) {
    return error(model_errc::invalid_cursor, std::string(why));
}

}  // namespace

std::string cursor::to_text() const {
    std::string bytes(1, version);
    bytes += fingerprint;
    bytes += protocol::encode_item(key);
    bytes += checksum(bytes);
    return base64url_encode(bytes);
}

result<cursor> cursor::parse(std::string_view text) {
    const auto bytes = text.size() <= longest_text ? base64url_decode(text) : std::nullopt;
    if (!bytes || bytes->size() < smallest) {
        return refused("it is not a cursor");
    }
    if (bytes->front() != version) {
        return refused("it comes from another version");
    }
    const std::string_view signed_part = std::string_view(*bytes).substr(0, bytes->size() - checksum_bytes);
    if (std::string_view(*bytes).substr(signed_part.size()) != checksum(signed_part)) {
        return refused("it was cut or changed");
    }
    auto key = protocol::decode_item(signed_part.substr(1 + cursor_fingerprint_bytes));
    if (key.has_error() || !std::all_of(key->begin(), key->end(), [](const auto& e) { return e.value.if_string(); })) {
        return refused("it holds no key");
    }
    cursor parsed{std::string(signed_part.substr(1, cursor_fingerprint_bytes)), std::move(*key)};
    // The same key can be written in many ways as JSON; only one of them is ours.
    return parsed.to_text() == text ? result<cursor>(std::move(parsed)) : refused("it was changed");
}

}  // namespace mastra::model
