// UTF-8: validity, repair, and single code points. Serves everything that takes text from outside.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mastra {

inline constexpr char32_t replacement_character = 0xFFFD;

/// One step of decoding. When the bytes at the offset are no UTF-8, `valid` is false, `code_point` is U+FFFD and
/// `length` is that of the maximal invalid part (WHATWG Encoding), at least 1.
struct utf8_step {
    char32_t code_point = replacement_character;
    std::size_t length = 1;
    bool valid = false;
};

/// Decodes the code point at `offset`, which must be less than text.size().
[[nodiscard]] utf8_step decode_utf8_at(std::string_view text, std::size_t offset) noexcept;

/// Appends `code_point`, of any value below 0x110000; a surrogate gives its three bytes, which are not valid UTF-8.
void append_utf8(std::string& out, char32_t code_point);

[[nodiscard]] bool is_valid_utf8(std::string_view text) noexcept;
/// Every invalid part replaced by U+FFFD, as JavaScript's TextDecoder does.
[[nodiscard]] std::string to_valid_utf8(std::string_view text);

}  // namespace mastra
