// SHA-256 over whole buffers. Serves signing, exact-id keys and part checksums.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace mastra {

using sha256_digest = std::array<unsigned char, 32>;

/// Of `bytes` and what stands behind them. Any thread.
[[nodiscard]] sha256_digest sha256(std::string_view bytes, std::string_view more = {});
/// The same as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace mastra
