#include "mastra/core/ascii.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace mastra {
namespace {

// Eight characters at a time: keys, names and headers are looked at with every request.
using block = std::uint64_t;
constexpr block each_byte = 0x0101010101010101ULL;
constexpr block high_bits = each_byte * 0x80;

block load(const char* at) noexcept {
    block characters = 0;
    std::memcpy(&characters, at, sizeof characters);
    return characters;
}

/// Whether a test of blocks, which gives no bits for none, or the same test of one character finds anything.
template <class BlockTest, class CharacterTest>
bool any_of(std::string_view text, BlockTest in_block, CharacterTest is_one) noexcept {
    std::size_t at = 0;
    for (; at + sizeof(block) <= text.size(); at += sizeof(block)) {
        if (in_block(load(text.data() + at)) != 0) {
            return true;
        }
    }
    return std::any_of(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), is_one);
}

/// 0x20 in each byte that is a capital letter: no byte carries into the next one, since the high bits are off.
block capitals(block characters) noexcept {
    const block low = characters & ~high_bits;
    const block from_a = low + each_byte * (0x80 - 'A');
    const block behind_z = low + each_byte * (0x80 - ('Z' + 1));
    return ((from_a & ~behind_z & ~characters & high_bits) >> 2);
}

constexpr bool is_capital(char c) noexcept {
    return c >= 'A' && c <= 'Z';
}
constexpr bool is_space(char c) noexcept {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
constexpr char lower_case(char c) noexcept {
    return is_capital(c) ? static_cast<char>(c + ('a' - 'A')) : c;
}

}  // namespace

std::string ascii_lower_case(std::string_view text) {
    std::string lower;
    append_ascii_lower_case(lower, text);
    return lower;
}

void append_ascii_lower_case(std::string& out, std::string_view text) {
    std::size_t at = out.size();
    out.append(text);
    for (; at + sizeof(block) <= out.size(); at += sizeof(block)) {
        block characters = load(out.data() + at);
        characters |= capitals(characters);
        std::memcpy(out.data() + at, &characters, sizeof characters);
    }
    const auto rest = out.begin() + static_cast<std::ptrdiff_t>(at);
    std::transform(rest, out.end(), rest, lower_case);
}

bool ascii_has_control(std::string_view text) noexcept {
    const auto controls = [](block characters) {
        const block low = characters & ~high_bits;
        const block from_space = low + each_byte * (0x80 - 0x20);
        const block is_delete = low + each_byte;
        return (~from_space | is_delete) & ~characters & high_bits;
    };
    return any_of(text, controls, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

bool ascii_has_capital(std::string_view text) noexcept {
    return any_of(text, capitals, is_capital);
}

bool is_ascii(std::string_view text) noexcept {
    return !any_of(
        text, [](block characters) { return characters & high_bits; }, [](unsigned char c) { return c >= 0x80; });
}

bool ascii_iequals(std::string_view a, std::string_view b) noexcept {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower_case(x) == lower_case(y); });
}

std::string_view ascii_trim(std::string_view text) noexcept {
    while (!text.empty() && is_space(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_space(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

}  // namespace mastra
