#include "mastra/core/number.hpp"

#include "mastra/core/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace mastra {
namespace {

constexpr std::int64_t max_exponent = 125;
constexpr std::int64_t min_exponent = -130;
constexpr std::int64_t max_plain_exponent = 20;

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

/// sign * 0.digits * 10^(exponent + 1): `digits` has no leading or trailing zero and is empty for zero;
/// `exponent` is that of the first digit in scientific notation.
struct decimal {
    bool negative = false;
    std::string digits;
    std::int64_t exponent = 0;
};

/// Why a text is not a number; null when it is one.
using complaint = const char*;

/// Reads "[+-]digits[.digits][(e|E)[+-]digits]" with at least one digit in the mantissa.
class decimal_reader {
public:
    explicit decimal_reader(std::string_view text) : rest_(text) {}

    complaint read(decimal& out) {
        out.negative = skip("-");
        if (!out.negative) {
            skip("+");
        }
        const std::size_t digits_seen = read_digits(out, false) + (skip(".") ? read_digits(out, true) : 0);
        if (digits_seen == 0) {
            return "a digit was expected";
        }
        if (skip("eE") && !read_exponent()) {
            return "the exponent has no digits";
        }
        if (!rest_.empty()) {
            return "it has characters that are no part of a number";
        }
        return finish(out);
    }

private:
    bool skip(std::string_view any_of) {
        if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) {
            return false;
        }
        rest_.remove_prefix(1);
        return true;
    }

    // Zeros are held back until another digit follows: those at either end carry no precision.
    std::size_t read_digits(decimal& out, bool fraction) {
        std::size_t count = 0;
        for (; !rest_.empty() && is_digit(rest_.front()); rest_.remove_prefix(1), ++count) {
            const bool leading_zero = rest_.front() == '0' && out.digits.empty();
            if (rest_.front() != '0') {
                append(out.digits);
            } else if (!leading_zero) {
                ++held_zeros_;
            }
            if (!fraction && !leading_zero) {
                ++integer_digits_;
            }
            if (fraction && leading_zero) {
                --integer_digits_;
            }
        }
        return count;
    }

    void append(std::string& digits) {
        const std::size_t room = limits::max_number_digits + 1 - std::min(digits.size(), limits::max_number_digits + 1);
        digits.append(std::min(held_zeros_, room), '0');
        held_zeros_ = 0;
        if (digits.size() <= limits::max_number_digits) {
            digits.push_back(rest_.front());
        }
    }

    bool read_exponent() {
        const bool negative = skip("-");
        if (!negative) {
            skip("+");
        }
        std::size_t count = 0;
        for (; !rest_.empty() && is_digit(rest_.front()); rest_.remove_prefix(1), ++count) {
            exponent_ = std::min<std::int64_t>(exponent_ * 10 + (rest_.front() - '0'), saturated_exponent);
        }
        exponent_ = negative ? -exponent_ : exponent_;
        return count > 0;
    }

    complaint finish(decimal& out) const {
        if (out.digits.empty()) {
            out = {};
            return nullptr;
        }
        if (out.digits.size() > limits::max_number_digits) {
            return "it has more than 38 significant digits";
        }
        out.exponent = integer_digits_ - 1 + exponent_;
        if (out.exponent > max_exponent) {
            return "its magnitude is above 9.9999999999999999999999999999999999999E+125";
        }
        if (out.exponent < min_exponent) {
            return "its magnitude is below 1E-130";
        }
        return nullptr;
    }

    static constexpr std::int64_t saturated_exponent = 1'000'000'000'000;  // beyond what any text's digits can offset
    std::string_view rest_;
    std::size_t held_zeros_ = 0;
    std::int64_t integer_digits_ =
        0;  // digits before the point from the first significant one on; negative: zeros after it
    std::int64_t exponent_ = 0;
};

std::string scientific_text(const decimal& value) {
    std::string text(1, value.digits.front());
    if (value.digits.size() > 1) {
        text.append(".").append(value.digits, 1);
    }
    return text + fmt::format("E{:+}", value.exponent);
}

std::string plain_text(const decimal& value) {
    if (value.exponent < 0) {
        return "0." + std::string(static_cast<std::size_t>(-value.exponent - 1), '0') + value.digits;
    }
    const auto integer_digits = static_cast<std::size_t>(value.exponent) + 1;
    std::string text = value.digits;
    if (text.size() <= integer_digits) {
        text.append(integer_digits - text.size(), '0');
    } else {
        text.insert(integer_digits, 1, '.');
    }
    return text;
}

std::string canonical_text(const decimal& value) {
    if (value.digits.empty()) {
        return "0";
    }
    const bool plain = value.exponent >= -max_plain_exponent && value.exponent <= max_plain_exponent;
    std::string text(value.negative ? "-" : "");
    return text.append(plain ? plain_text(value) : scientific_text(value));
}

// Whole numbers of up to 18 digits without a superfluous zero are what stores hold; they are canonical as they stand.
bool is_short_integer(std::string_view text) noexcept {
    const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
    if (digits.empty() || digits.size() > 18 || !std::ranges::all_of(digits, is_digit)) {
        return false;
    }
    return digits.front() != '0' || text == "0";
}

// Of canonical text only.
decimal decompose(std::string_view canonical) {
    decimal value;
    decimal_reader(canonical).read(value);
    return value;
}

std::strong_ordering compare_magnitudes(const decimal& a, const decimal& b) noexcept {
    if (a.digits.empty() || b.digits.empty()) {
        return a.digits.size() <=> b.digits.size();
    }
    if (const auto order = a.exponent <=> b.exponent; order != 0) {
        return order;
    }
    return a.digits.compare(b.digits) <=> 0;
}

error not_a_number(std::string_view text, complaint why) {
    constexpr std::size_t shown = 60;  // numbers are user data of any length; a message is not
    const std::string_view cut = text.substr(0, shown);
    return {model_errc::invalid_number, fmt::format("'{}{}': {}", cut, text.size() > shown ? "..." : "", why)};
}

}  // namespace

number::number(std::int64_t value) : text_(std::to_string(value)) {}

result<number> number::parse(std::string_view text) {
    if (is_short_integer(text)) {
        return number(already_canonical{}, std::string(text));
    }
    decimal value;
    if (const complaint why = decimal_reader(text).read(value)) {
        return not_a_number(text, why);
    }
    return number(already_canonical{}, canonical_text(value));
}

result<number> number::from_double(double value) {
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific);
    return parse({buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data())});
}

std::optional<std::int64_t> number::to_int64() const noexcept {
    std::int64_t value = 0;
    const char* const end = text_.data() + text_.size();
    const auto read = std::from_chars(text_.data(), end, value);
    return read.ec == std::errc() && read.ptr == end ? std::optional(value) : std::nullopt;
}

double number::to_double() const noexcept {
    double value = 0;  // every number of this type is within a double's range
    std::from_chars(text_.data(), text_.data() + text_.size(), value);
    return value;
}

std::strong_ordering operator<=>(const number& a, const number& b) noexcept {
    if (const auto i = a.to_int64(), j = b.to_int64(); i && j) {
        return *i <=> *j;
    }
    const decimal x = decompose(a.text_);
    const decimal y = decompose(b.text_);
    if (x.negative != y.negative) {
        return x.negative ? std::strong_ordering::less : std::strong_ordering::greater;
    }
    return x.negative ? compare_magnitudes(y, x) : compare_magnitudes(x, y);
}

}  // namespace mastra
