// JSON string literals as JavaScript's JSON.stringify writes them. Serves json_text and the wire format.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mastra {

/// What to do with bytes that are not UTF-8.
enum class malformed_text {
    keep,               ///< copied as they are, unchecked: the reader refuses them
    replace,            ///< U+FFFD for each invalid part
    escape_surrogates,  ///< a surrogate's three bytes become its escape (\ud83d), all else U+FFFD
};

/// Appends the literal of `text` with its quotes.
void append_json_string(std::string& out, std::string_view text, malformed_text policy = malformed_text::keep);

/// Appends one UTF-16 code unit or code point as it stands inside a literal: escaped where JSON.stringify escapes it.
void append_json_code_point(std::string& out, char32_t code_point);

}  // namespace mastra
