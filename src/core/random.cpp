#include "mastra/core/random.hpp"

#include "mastra/core/hex.hpp"

#include <openssl/rand.h>

#include <array>
#include <random>
#include <stdexcept>
#include <string_view>

namespace mastra {
namespace {

using random_bits_128 = std::array<unsigned char, 16>;

random_bits_128 draw_128_bits() {
    random_bits_128 bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
        throw std::runtime_error("the system's random source failed");
    }
    return bytes;
}

}  // namespace

std::string make_uuid() {
    random_bits_128 bytes = draw_128_bits();
    bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x40);  // version 4
    bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80);  // variant of RFC 4122
    std::string text = to_hex(bytes);
    for (const std::size_t dash : {8U, 13U, 18U, 23U}) {
        text.insert(dash, 1, '-');
    }
    return text;
}

std::string make_token() {
    constexpr std::string_view digits = "0123456789abcdefghijklmnopqrstuv";
    std::string text;
    text.reserve(26);
    unsigned bits = 0;
    int bit_count = 0;
    for (const unsigned char byte : draw_128_bits()) {
        bits = (bits << 8 | byte) & 0xFFFF;
        bit_count += 8;
        while (bit_count >= 5) {
            bit_count -= 5;
            text.push_back(digits[bits >> bit_count & 0x1F]);
        }
    }
    text.push_back(digits[bits << (5 - bit_count) & 0x1F]);
    return text;
}

double thread_random_fraction() {
    thread_local std::mt19937_64 generator{std::random_device{}()};
    return static_cast<double>(generator() >> 11) * 0x1p-53;
}

}  // namespace mastra
