// HMAC-SHA-256 (RFC 2104), the step that Signature Version 4 is made of. Serves the signer.
#pragma once

#include "mastra/core/sha256.hpp"

#include <string_view>

namespace mastra::client {

/// Written out over sha256(): hashing the two pads anew costs 0.1 us, while OpenSSL's EVP_MAC allocates on every use.
/// Any thread.
[[nodiscard]] sha256_digest hmac_sha256(std::string_view key, std::string_view text);

[[nodiscard]] inline std::string_view as_text(const sha256_digest& digest) noexcept {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace mastra::client
