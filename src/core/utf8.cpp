#include "mastra/core/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace mastra {
namespace {

// What the first byte of a sequence says: how many bytes follow, and the legal range of the second one (Unicode 15,
// table 3-7), which rules out overlong forms, surrogates and values above U+10FFFF.
struct lead_byte {
    std::size_t following;
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
};

lead_byte classify(unsigned char lead) noexcept {
    if (lead >= 0xC2 && lead <= 0xDF) {
        return {.following = 1};
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        return {.following = 2,
                .low = static_cast<unsigned char>(lead == 0xE0 ? 0xA0 : 0x80),
                .high = static_cast<unsigned char>(lead == 0xED ? 0x9F : 0xBF)};
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        return {.following = 3,
                .low = static_cast<unsigned char>(lead == 0xF0 ? 0x90 : 0x80),
                .high = static_cast<unsigned char>(lead == 0xF4 ? 0x8F : 0xBF)};
    }
    return {.following = 0};
}

// Length of the ASCII run at `offset`, eight bytes at a time.
std::size_t ascii_run(std::string_view text, std::size_t offset) noexcept {
    std::size_t end = offset;
    while (end + sizeof(std::uint64_t) <= text.size()) {
        std::uint64_t block = 0;
        std::memcpy(&block, text.data() + end, sizeof block);
        if ((block & 0x8080808080808080ULL) != 0) {
            break;
        }
        end += sizeof block;
    }
    while (end < text.size() && static_cast<unsigned char>(text[end]) < 0x80) {
        ++end;
    }
    return end - offset;
}

// Offset of the first invalid byte, or text.size().
std::size_t valid_prefix(std::string_view text, std::size_t offset) noexcept {
    while (true) {
        offset += ascii_run(text, offset);
        if (offset == text.size()) {
            return offset;
        }
        const utf8_step step = decode_utf8_at(text, offset);
        if (!step.valid) {
            return offset;
        }
        offset += step.length;
    }
}

}  // namespace

utf8_step decode_utf8_at(std::string_view text, std::size_t offset) noexcept {
    const auto lead = static_cast<unsigned char>(text[offset]);
    if (lead < 0x80) {
        return {lead, 1, true};
    }
    lead_byte expected = classify(lead);
    if (expected.following == 0) {
        return {};
    }
    char32_t code_point = lead & (0x3FU >> expected.following);
    for (std::size_t length = 1; length <= expected.following; ++length) {
        const unsigned char byte =
            offset + length < text.size() ? static_cast<unsigned char>(text[offset + length]) : 0;
        if (byte < expected.low || byte > expected.high) {
            return {replacement_character, length, false};
        }
        code_point = code_point << 6 | (byte & 0x3FU);
        expected.low = 0x80;
        expected.high = 0xBF;
    }
    return {code_point, expected.following + 1, true};
}

void append_utf8(std::string& out, char32_t code_point) {
    const auto tail = [&](int shift) { out.push_back(static_cast<char>(0x80 | (code_point >> shift & 0x3F))); };
    if (code_point < 0x80) {
        out.push_back(static_cast<char>(code_point));
    } else if (code_point < 0x800) {
        out.push_back(static_cast<char>(0xC0 | code_point >> 6));
        tail(0);
    } else if (code_point < 0x10000) {
        out.push_back(static_cast<char>(0xE0 | code_point >> 12));
        tail(6);
        tail(0);
    } else {
        out.push_back(static_cast<char>(0xF0 | code_point >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

bool is_valid_utf8(std::string_view text) noexcept {
    return valid_prefix(text, 0) == text.size();
}

std::string to_valid_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    std::size_t offset = 0;
    while (true) {
        const std::size_t end = valid_prefix(text, offset);
        out.append(text.substr(offset, end - offset));
        if (end == text.size()) {
            return out;
        }
        append_utf8(out, replacement_character);
        offset = end + decode_utf8_at(text, end).length;
    }
}

}  // namespace mastra
