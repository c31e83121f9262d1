#include "mastra/core/hex.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace mastra {
namespace {

using digit_pair = std::array<char, 2>;

constexpr std::array<digit_pair, 256> all_pairs() {
    constexpr std::string_view digits = "0123456789abcdef";
    std::array<digit_pair, 256> pairs{};
    for (std::size_t byte = 0; byte < pairs.size(); ++byte) {
        pairs[byte] = {digits[byte >> 4], digits[byte & 0xF]};
    }
    return pairs;
}
constexpr std::array<digit_pair, 256> pairs = all_pairs();

}  // namespace

std::string to_hex(std::span<const unsigned char> bytes) {
    std::string out(bytes.size() * 2, '\0');
    char* at = out.data();
    for (const unsigned char byte : bytes) {
        at = std::copy_n(pairs[byte].data(), 2, at);
    }
    return out;
}

}  // namespace mastra
