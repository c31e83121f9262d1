// ASCII letters, whatever the locale: header names, hosts, settings.
#pragma once

#include <string>
#include <string_view>

namespace mastra {

/// `text` with A to Z as a to z; every other byte stays.
[[nodiscard]] std::string ascii_lower_case(std::string_view text);
/// Appends it. `text` is no part of `out`.
void append_ascii_lower_case(std::string& out, std::string_view text);

/// Whether there is a character below 0x20, or 0x7f.
[[nodiscard]] bool ascii_has_control(std::string_view text) noexcept;

/// Whether there is one of A to Z.
[[nodiscard]] bool ascii_has_capital(std::string_view text) noexcept;

/// Whether every byte is below 0x80.
[[nodiscard]] bool is_ascii(std::string_view text) noexcept;

/// Equal but for A to Z and a to z.
[[nodiscard]] bool ascii_iequals(std::string_view a, std::string_view b) noexcept;

/// Without blanks, tabs and ends of lines around it.
[[nodiscard]] std::string_view ascii_trim(std::string_view text) noexcept;

}  // namespace mastra
