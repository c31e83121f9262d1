#include "core/javascript_number.hpp"

#include "mastra/core/json_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <iterator>

namespace mastra {
namespace {

// Digits without a point, and the place of the point counted from their left end: ECMAScript's s and n
// (Number::toString).
struct shortest_decimal {
    std::string digits;
    int point = 0;
};

shortest_decimal shortest(double magnitude) {
    std::array<char, 32> buffer{};
    const char* const end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), magnitude, std::chars_format::scientific).ptr;
    const char* const exponent_mark = std::find(buffer.data(), const_cast<char*>(end), 'e');
    shortest_decimal value;
    std::copy_if(static_cast<const char*>(buffer.data()), exponent_mark, std::back_inserter(value.digits),
                 [](char c) { return c != '.'; });
    const char* const exponent = exponent_mark + (exponent_mark[1] == '+' ? 2 : 1);
    std::from_chars(exponent, end, value.point);
    ++value.point;
    return value;
}

std::string exponential_text(shortest_decimal value) {
    const int exponent = value.point - 1;
    if (value.digits.size() > 1) {
        value.digits.insert(1, 1, '.');
    }
    return value.digits + (exponent < 0 ? "e" : "e+") + std::to_string(exponent);
}

// The cases of Number::toString, ECMAScript 2023, 6.1.6.1.20.
std::string magnitude_text(double magnitude) {
    shortest_decimal value = shortest(magnitude);
    const int digit_count = static_cast<int>(value.digits.size());
    if (value.point > 21 || value.point <= -6) {
        return exponential_text(std::move(value));
    }
    if (value.point <= 0) {
        return "0." + std::string(static_cast<std::size_t>(-value.point), '0') + value.digits;
    }
    if (digit_count <= value.point) {
        return value.digits + std::string(static_cast<std::size_t>(value.point - digit_count), '0');
    }
    return value.digits.insert(static_cast<std::size_t>(value.point), 1, '.');
}

// A double holds every whole number of 15 digits, so the text is its own shortest form.
bool is_short_integer(std::string_view literal) noexcept {
    const std::size_t sign = literal.starts_with('-') ? 1 : 0;
    return literal.size() - sign <= 15 && literal != "-0" &&
           std::ranges::all_of(literal.substr(sign), [](char c) { return c >= '0' && c <= '9'; });
}

// from_chars does not say whether a number is too large or too small: the decimal exponent of its first digit does.
bool is_large(std::string_view literal) noexcept {
    const std::size_t exponent_mark = std::min(literal.find_first_of("eE"), literal.size());
    const std::string_view mantissa = literal.substr(0, exponent_mark);
    const auto first_digit = static_cast<std::int64_t>(mantissa.find_first_of("123456789"));
    const auto point = static_cast<std::int64_t>(std::min(mantissa.find('.'), mantissa.size()));
    std::string_view exponent = literal.substr(std::min(exponent_mark + 1, literal.size()));
    exponent.remove_prefix(exponent.starts_with('+') ? 1 : 0);
    std::int64_t value = 0;
    if (std::from_chars(exponent.data(), exponent.data() + exponent.size(), value).ec ==
        std::errc::result_out_of_range) {
        return !exponent.starts_with('-');
    }
    return value >
           first_digit - point;  // cannot overflow: a text's length is far from 2^63, and value is bounded by it
}

}  // namespace

std::string javascript_number_text(double value) {
    if (std::isnan(value)) {
        return "NaN";
    }
    if (value == 0) {
        return "0";
    }
    const std::string magnitude = std::isinf(value) ? "Infinity" : magnitude_text(std::abs(value));
    return value < 0 ? "-" + magnitude : magnitude;
}

void detail::append_javascript_number(std::string& out, std::string_view literal) {
    if (is_short_integer(literal)) {
        out.append(literal);
        return;
    }
    double value = 0;
    const auto read = std::from_chars(literal.data(), literal.data() + literal.size(), value);
    if (read.ec == std::errc::result_out_of_range) {
        out.append(is_large(literal) ? "null" : "0");
        return;
    }
    out.append(std::isinf(value) ? "null" : javascript_number_text(value));
}

}  // namespace mastra
