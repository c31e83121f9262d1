#include "client/hmac_sha256.hpp"

#include "mastra/core/secret.hpp"

#include <string>
#include <utility>

namespace mastra::client {
namespace {

constexpr std::size_t block_bytes = 64;

/// The key as one block, every byte changed by `pad`, and room for what follows.
std::string padded_key(std::string_view key, char pad, std::size_t more_bytes) {
    std::string block;
    block.reserve(block_bytes + more_bytes);
    block.append(key).resize(block_bytes, '\0');
    for (char& byte : block) {
        byte = static_cast<char>(byte ^ pad);
    }
    return block;
}

sha256_digest hash_with_block_key(std::string_view key, std::string_view text) {
    const secret_string inner(padded_key(key, 0x36, text.size()).append(text));
    const sha256_digest inner_digest = sha256(inner.reveal());
    const secret_string outer(padded_key(key, 0x5c, inner_digest.size()).append(as_text(inner_digest)));
    return sha256(outer.reveal());
}

}  // namespace

sha256_digest hmac_sha256(std::string_view key, std::string_view text) {
    if (key.size() <= block_bytes) {
        return hash_with_block_key(key, text);
    }
    const sha256_digest short_key = sha256(key);
    return hash_with_block_key(as_text(short_key), text);
}

}  // namespace mastra::client
