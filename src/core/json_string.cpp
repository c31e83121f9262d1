#include "mastra/core/json_string.hpp"

#include "mastra/core/plain_json_run.hpp"
#include "mastra/core/utf8.hpp"

namespace mastra {
namespace {

bool is_surrogate(char32_t code_point) noexcept {
    return code_point >= 0xD800 && code_point <= 0xDFFF;
}

void append_unicode_escape(std::string& out, char32_t code_unit) {
    constexpr std::string_view digits = "0123456789abcdef";
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
        out.push_back(digits[code_unit >> shift & 0xF]);
    }
}

// A surrogate in the three-byte form that append_utf8 gives it, or 0.
char32_t encoded_surrogate(std::string_view text, std::size_t offset) noexcept {
    const auto byte = [&](std::size_t i) -> char32_t { return static_cast<unsigned char>(text[offset + i]); };
    if (offset + 3 > text.size() || byte(0) != 0xED || byte(1) < 0xA0 || byte(1) > 0xBF || (byte(2) & 0xC0) != 0x80) {
        return 0;
    }
    return 0xD000 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
}

// Appends what stands at `offset`, which is no plain character, and returns how many bytes of `text` that were.
std::size_t append_special(std::string& out, std::string_view text, std::size_t offset, malformed_text policy) {
    const auto byte = static_cast<unsigned char>(text[offset]);
    if (byte < 0x80) {
        append_json_code_point(out, byte);
        return 1;
    }
    if (policy == malformed_text::keep) {
        out.push_back(text[offset]);
        return 1;
    }
    if (policy == malformed_text::escape_surrogates) {
        if (const char32_t surrogate = encoded_surrogate(text, offset)) {
            append_unicode_escape(out, surrogate);
            return 3;
        }
    }
    const utf8_step step = decode_utf8_at(text, offset);
    append_utf8(out, step.code_point);
    return step.length;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text, malformed_text policy) {
    out.push_back('"');
    for (std::size_t offset = 0; offset < text.size();) {
        const std::size_t run = plain_json_run(text, offset);
        out.append(text, offset, run);
        offset += run;
        if (offset < text.size()) {
            offset += append_special(out, text, offset, policy);
        }
    }
    out.push_back('"');
}

void append_json_code_point(std::string& out, char32_t code_point) {
    switch (code_point) {
        case '"':
            out.append("\\\"");
            return;
        case '\\':
            out.append("\\\\");
            return;
        case '\b':
            out.append("\\b");
            return;
        case '\f':
            out.append("\\f");
            return;
        case '\n':
            out.append("\\n");
            return;
        case '\r':
            out.append("\\r");
            return;
        case '\t':
            out.append("\\t");
            return;
        default:
            break;
    }
    if (code_point < 0x20 || is_surrogate(code_point)) {
        append_unicode_escape(out, code_point);
    } else {
        append_utf8(out, code_point);
    }
}

}  // namespace mastra
