// Bytes as lower-case hexadecimal text.
#pragma once

#include <span>
#include <string>

namespace mastra {

[[nodiscard]] std::string to_hex(std::span<const unsigned char> bytes);

}  // namespace mastra
