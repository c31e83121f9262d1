#include "client/hmac_sha256.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <array>

namespace mastra::client {
namespace {

constexpr std::size_t block_bytes = 64;

/// The key as one block, every byte changed by `pad`. As secret as the key: it is wiped.
class padded_key {
public:
    padded_key(std::string_view key, char pad) {
        block_.fill(pad);
        std::transform(key.begin(), key.end(), block_.begin(), block_.begin(),
                       [](char a, char b) { return static_cast<char>(a ^ b); });
    }
    padded_key(const padded_key&) = delete;
    padded_key& operator=(const padded_key&) = delete;
    ~padded_key() { OPENSSL_cleanse(block_.data(), block_.size()); }

    [[nodiscard]] std::string_view text() const noexcept { return {block_.data(), block_.size()}; }

private:
    std::array<char, block_bytes> block_;
};

sha256_digest hash_with_block_key(std::string_view key, std::string_view text) {
    const sha256_digest inner = sha256(padded_key(key, 0x36).text(), text);
    return sha256(padded_key(key, 0x5c).text(), as_text(inner));
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
