// The part of a JSON string literal that is copied as it stands. Inline: it is called for every string of every reply.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace mastra {
namespace detail {

inline bool is_plain(char c) noexcept {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

#ifdef __SSE2__

inline constexpr std::size_t plain_block_bytes = sizeof(__m128i);

/// How many characters at the beginning of a block are plain.
inline std::size_t plain_prefix(const char* at) noexcept {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    // As signed bytes, whatever is outside of ASCII is less than zero.
    const __m128i control_or_high = _mm_cmplt_epi8(block, _mm_set1_epi8(0x20));
    const __m128i quote = _mm_cmpeq_epi8(block, _mm_set1_epi8('"'));
    const __m128i backslash = _mm_cmpeq_epi8(block, _mm_set1_epi8('\\'));
    const int special = _mm_movemask_epi8(_mm_or_si128(control_or_high, _mm_or_si128(quote, backslash)));
    return special == 0 ? plain_block_bytes
                        : static_cast<std::size_t>(std::countr_zero(static_cast<unsigned>(special)));
}

#else

inline constexpr std::size_t plain_block_bytes = sizeof(std::uint64_t);
inline constexpr std::uint64_t each_byte = 0x0101010101010101ULL;
inline constexpr std::uint64_t high_bits = 0x8080808080808080ULL;

// Sets the high bit of every byte that is zero. It may also set that of a byte above one that is, which does no harm:
// the caller only asks whether there is any.
inline std::uint64_t zero_bytes(std::uint64_t block) noexcept {
    return (block - each_byte) & ~block & high_bits;
}

inline bool is_plain_block(const char* at) noexcept {
    std::uint64_t block = 0;
    std::memcpy(&block, at, sizeof block);
    const std::uint64_t control = (block - each_byte * 0x20) & ~block;
    return ((block | control) & high_bits) == 0 && zero_bytes(block ^ each_byte * '"') == 0 &&
           zero_bytes(block ^ each_byte * '\\') == 0;
}

/// How many characters at the beginning of a block are plain.
inline std::size_t plain_prefix(const char* at) noexcept {
    return is_plain_block(at) ? plain_block_bytes
                              : static_cast<std::size_t>(std::find_if_not(at, at + plain_block_bytes, is_plain) - at);
}

#endif

}  // namespace detail

/// Length of the run at `offset` that stands in a literal as it is: no quote, no backslash, no control character, and
/// nothing outside ASCII.
[[nodiscard]] inline std::size_t plain_json_run(std::string_view text, std::size_t offset) noexcept {
    std::size_t end = offset;
    while (end + detail::plain_block_bytes <= text.size()) {
        const std::size_t plain = detail::plain_prefix(text.data() + end);
        end += plain;
        if (plain < detail::plain_block_bytes) {
            return end - offset;
        }
    }
    if (text.size() - offset >= detail::plain_block_bytes) {  // the last block once more, from its end
        const std::size_t last = text.size() - detail::plain_block_bytes;
        return last + detail::plain_prefix(text.data() + last) - offset;
    }
    while (end < text.size() && detail::is_plain(text[end])) {
        ++end;
    }
    return end - offset;
}

}  // namespace mastra
