#include "client/crc32.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include <array>
#include <bit>
#include <charconv>
#include <cstddef>
#include <cstring>

namespace mastra::client {
namespace {

// Eight bytes a step ("slicing by 8"): a reply of 1 MB costs half a millisecond, a byte at a time would cost four. For
// what is too short for folding, and where the processor cannot.
constexpr std::size_t slices = 8;
using slice_tables = std::array<std::array<std::uint32_t, 256>, slices>;

constexpr slice_tables make_tables() {
    slice_tables tables{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t value = byte;
        for (int bit = 0; bit < 8; ++bit) {
            value = (value >> 1) ^ ((value & 1) != 0 ? 0xEDB88320U : 0U);
        }
        tables[0][byte] = value;
    }
    for (std::size_t slice = 1; slice < slices; ++slice) {
        for (std::size_t byte = 0; byte < 256; ++byte) {
            const std::uint32_t before = tables[slice - 1][byte];
            tables[slice][byte] = (before >> 8) ^ tables[0][before & 0xFF];
        }
    }
    return tables;
}

constexpr slice_tables tables = make_tables();

std::uint32_t load_little_endian(const char* bytes) noexcept {
    if constexpr (std::endian::native == std::endian::little) {
        std::uint32_t value = 0;
        std::memcpy(&value, bytes, sizeof value);
        return value;
    }
    std::uint32_t value = 0;
    for (int i = 3; i >= 0; --i) {
        value = value << 8 | static_cast<unsigned char>(bytes[i]);
    }
    return value;
}

// From the remainder `value` of what came before to that of what came before and `bytes`.
std::uint32_t by_tables(std::uint32_t value, std::string_view bytes) noexcept {
    while (bytes.size() >= slices) {
        const std::uint32_t low = load_little_endian(bytes.data()) ^ value;
        const std::uint32_t high = load_little_endian(bytes.data() + 4);
        value = tables[7][low & 0xFF] ^ tables[6][low >> 8 & 0xFF] ^ tables[5][low >> 16 & 0xFF] ^
                tables[4][low >> 24] ^ tables[3][high & 0xFF] ^ tables[2][high >> 8 & 0xFF] ^
                tables[1][high >> 16 & 0xFF] ^ tables[0][high >> 24];
        bytes.remove_prefix(slices);
    }
    for (const char byte : bytes) {
        value = (value >> 8) ^ tables[0][(value ^ static_cast<unsigned char>(byte)) & 0xFF];
    }
    return value;
}

#if defined(__x86_64__)
// Carry-less multiplication moves a block over those behind it without changing the remainder (V. Gopal et al., "Fast
// CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction", 2009): at the end one block stands for all. The
// factors are x^(d+32) and x^(d-32) modulo the polynomial, bits reversed, for the distance d in bits.
#define MASTRA_HAS_FOLDING 1
using block = __m128i;
constexpr std::size_t block_bytes = sizeof(block);
constexpr std::size_t lanes = 4;  // the processor works on so many at once

__attribute__((target("pclmul"))) block folded(block from, block onto, block factors) noexcept {
    return _mm_xor_si128(
        onto, _mm_xor_si128(_mm_clmulepi64_si128(from, factors, 0x00), _mm_clmulepi64_si128(from, factors, 0x11)));
}

__attribute__((target("pclmul"))) std::uint32_t by_folding(std::uint32_t value, std::string_view bytes) noexcept {
    const block over_lanes = _mm_set_epi64x(0x1C6E41596, 0x154442BD4);  // 512 bits
    const block over_one = _mm_set_epi64x(0x0CCAA009E, 0x1751997D0);    // 128 bits
    const auto load = [&bytes](std::size_t at) noexcept {
        return _mm_loadu_si128(reinterpret_cast<const block*>(bytes.data() + at * block_bytes));
    };
    block lane[lanes] = {load(0), load(1), load(2), load(3)};
    lane[0] = _mm_xor_si128(lane[0], _mm_cvtsi32_si128(static_cast<int>(value)));
    bytes.remove_prefix(lanes * block_bytes);
    for (; bytes.size() >= lanes * block_bytes; bytes.remove_prefix(lanes * block_bytes)) {
        for (std::size_t i = 0; i < lanes; ++i) {
            lane[i] = folded(lane[i], load(i), over_lanes);
        }
    }
    block all = lane[0];
    for (std::size_t i = 1; i < lanes; ++i) {
        all = folded(all, lane[i], over_one);
    }
    std::array<char, block_bytes> last{};
    std::memcpy(last.data(), &all, sizeof all);
    return by_tables(by_tables(0, {last.data(), last.size()}), bytes);
}
#endif

}  // namespace

std::uint32_t crc32(std::string_view bytes) noexcept {
    constexpr std::uint32_t begin = 0xFFFFFFFFU;
#if defined(MASTRA_HAS_FOLDING)
    static const bool can_fold = __builtin_cpu_supports("pclmul") != 0;
    if (can_fold && bytes.size() >= lanes * block_bytes) {
        return ~by_folding(begin, bytes);
    }
#endif
    return ~by_tables(begin, bytes);
}

bool checksum_holds(std::string_view header, std::string_view body) noexcept {
    std::uint32_t expected = 0;
    const auto [end, code] = std::from_chars(header.data(), header.data() + header.size(), expected);
    if (header.empty() || code != std::errc() || end != header.data() + header.size()) {
        return true;
    }
    return crc32(body) == expected;
}

}  // namespace mastra::client
