// Base64 (RFC 4648): the standard alphabet with padding, as DynamoDB sends binary values, and the URL-safe one without,
// for cursors and tokens. Decoding is strict: one text for each byte sequence.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mastra {

/// Appends the padded standard form of `bytes`.
void append_base64(std::string& out, std::string_view bytes);
[[nodiscard]] std::string base64_encode(std::string_view bytes);
/// Empty for text that base64_encode could not have written.
[[nodiscard]] std::optional<std::string> base64_decode(std::string_view text);

/// The alphabet with '-' and '_', no padding.
[[nodiscard]] std::string base64url_encode(std::string_view bytes);
/// Empty for text that base64url_encode could not have written.
[[nodiscard]] std::optional<std::string> base64url_decode(std::string_view text);

}  // namespace mastra
