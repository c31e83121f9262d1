// DynamoDB's number: an exact decimal of up to 38 significant digits, kept as text. Serves attribute_value.
#pragma once

#include "mastra/core/result.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mastra {

/// An exact decimal number within DynamoDB's limits: at most 38 significant digits, magnitude 0 or 1E-130 to
/// 9.9999999999999999999999999999999999999E+125 (DynamoDB developer guide, "Data types", Number).
/// The text is canonical: no leading or trailing zeros, no "+", plain notation for exponents of -20 to 20 and
/// scientific ("1E+100") beyond, so that equal numbers have equal text.
class number {
public:
    /// Zero.
    number() : text_("0") {}
    number(std::int64_t value);                                      // NOLINT(google-explicit-constructor)
    number(int value) : number(static_cast<std::int64_t>(value)) {}  // NOLINT(google-explicit-constructor)

    /// Errors: invalid_number for text that is not a decimal number or outside the limits; nothing is rounded.
    [[nodiscard]] static result<number> parse(std::string_view text);
    /// The shortest decimal that reads back as `value`. Errors: invalid_number for NaN, infinity, or outside the
    /// limits.
    [[nodiscard]] static result<number> from_double(double value);

    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    /// Empty when the number is not a whole number of 64 bits.
    [[nodiscard]] std::optional<std::int64_t> to_int64() const noexcept;
    /// The nearest double.
    [[nodiscard]] double to_double() const noexcept;

    friend bool operator==(const number& a, const number& b) noexcept { return a.text_ == b.text_; }
    /// Numeric order, exact for all 38 digits.
    friend std::strong_ordering operator<=>(const number& a, const number& b) noexcept;

private:
    struct already_canonical {};
    number(already_canonical, std::string text) : text_(std::move(text)) {}
    std::string text_;
};

}  // namespace mastra
