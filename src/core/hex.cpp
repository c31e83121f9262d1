#include "mastra/core/hex.hpp"

#include <string_view>

namespace mastra {

std::string to_hex(std::span<const unsigned char> bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out(bytes.size() * 2, '\0');
    char* at = out.data();
    for (const unsigned char byte : bytes) {
        *at++ = digits[byte >> 4];
        *at++ = digits[byte & 0xF];
    }
    return out;
}

}  // namespace mastra
