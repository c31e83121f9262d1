#include "mastra/core/base64.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace mastra {
namespace {

constexpr std::string_view standard_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view url_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::uint8_t no_digit = 0xFF;

using digit_table = std::array<std::uint8_t, 256>;

constexpr digit_table make_digits(std::string_view alphabet) {
    digit_table table{};
    table.fill(no_digit);
    for (std::size_t i = 0; i < alphabet.size(); ++i) {
        table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
    }
    return table;
}
constexpr digit_table standard_digits = make_digits(standard_alphabet);
constexpr digit_table url_digits = make_digits(url_alphabet);

std::uint32_t byte_at(std::string_view bytes, std::size_t i) noexcept {
    return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U;
}

void append_digits(std::string& out, std::string_view bytes, std::string_view alphabet) {
    out.reserve(out.size() + (bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::uint32_t group = byte_at(bytes, i) << 16 | byte_at(bytes, i + 1) << 8 | byte_at(bytes, i + 2);
        const std::size_t digits = std::min<std::size_t>(bytes.size() - i, 3) + 1;
        for (std::size_t d = 0; d < digits; ++d) {
            out.push_back(alphabet[group >> (18 - 6 * d) & 0x3F]);
        }
    }
}

// `text` has no padding. The bits that do not fill a byte must be zero, else two texts would give the same bytes.
std::optional<std::string> decode_digits(std::string_view text, const digit_table& digits) {
    if (text.size() % 4 == 1) {
        return std::nullopt;
    }
    std::string out;
    out.reserve(text.size() / 4 * 3 + 2);
    std::uint32_t bits = 0;
    int bit_count = 0;
    for (const char c : text) {
        const std::uint8_t digit = digits[static_cast<unsigned char>(c)];
        if (digit == no_digit) {
            return std::nullopt;
        }
        bits = bits << 6 | digit;
        bit_count += 6;
        if (bit_count >= 8) {
            bit_count -= 8;
            out.push_back(static_cast<char>(bits >> bit_count & 0xFF));
        }
    }
    if ((bits & ((1U << bit_count) - 1)) != 0) {
        return std::nullopt;
    }
    return out;
}

}  // namespace

void append_base64(std::string& out, std::string_view bytes) {
    append_digits(out, bytes, standard_alphabet);
    out.append((3 - bytes.size() % 3) % 3, '=');
}

std::string base64_encode(std::string_view bytes) {
    std::string out;
    append_base64(out, bytes);
    return out;
}

std::optional<std::string> base64_decode(std::string_view text) {
    if (text.size() % 4 != 0) {
        return std::nullopt;
    }
    for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) {
        text.remove_suffix(1);
    }
    return decode_digits(text, standard_digits);
}

std::string base64url_encode(std::string_view bytes) {
    std::string out;
    append_digits(out, bytes, url_alphabet);
    return out;
}

std::optional<std::string> base64url_decode(std::string_view text) {
    return decode_digits(text, url_digits);
}

}  // namespace mastra
