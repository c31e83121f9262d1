#include "core/json_scanner.hpp"

#include "core/javascript_number.hpp"

#include "mastra/core/json_string.hpp"
#include "mastra/core/plain_json_run.hpp"
#include "mastra/core/utf8.hpp"

#include <fmt/format.h>

namespace mastra::detail {
namespace {

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}
bool is_high_surrogate(char32_t unit) noexcept {
    return unit >= 0xD800 && unit <= 0xDBFF;
}
bool is_low_surrogate(char32_t unit) noexcept {
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

}  // namespace

json_scanner::json_scanner(std::string_view text, member_order order) : text_(text), order_(order) {
    skip_space();
}

bool json_scanner::fail(const char* expected) {
    expected_ = expected;
    return false;
}

error json_scanner::failure() const {
    return {model_errc::invalid_json, fmt::format("at offset {}, expected {}", at_, expected_)};
}

void json_scanner::skip_space() noexcept {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) {
        ++at_;
    }
}

bool json_scanner::skip(char c) {
    if (at_ >= text_.size() || text_[at_] != c) {
        return false;
    }
    ++at_;
    skip_space();
    return true;
}

bool json_scanner::expect(char c, const char* expected) {
    return skip(c) || fail(expected);
}

bool json_scanner::expect_end() {
    return at_ == text_.size() || fail("the end of the text");
}

bool json_scanner::copy_value(std::string& out, unsigned depth) {
    switch (peek()) {
        case '{':
            return copy_object(out, depth);
        case '[':
            return copy_array(out, depth);
        case '"':
            return copy_string(out);
        case 't':
            return copy_literal(out, "true");
        case 'f':
            return copy_literal(out, "false");
        case 'n':
            return copy_literal(out, "null");
        default:
            return copy_number(out);
    }
}

bool json_scanner::copy_literal(std::string& out, std::string_view literal) {
    if (!text_.substr(at_).starts_with(literal)) {
        return fail("a JSON value");
    }
    at_ += literal.size();
    skip_space();
    out.append(literal);
    return true;
}

std::size_t json_scanner::skip_digits() noexcept {
    const std::size_t begin = at_;
    while (is_digit(peek())) {
        ++at_;
    }
    return at_ - begin;
}

bool json_scanner::skip_number() {
    if (peek() == '-') {
        ++at_;
    }
    if (peek() == '0') {
        ++at_;
    } else if (skip_digits() == 0) {
        return fail("a JSON value");
    }
    if (peek() == '.') {
        ++at_;
        if (skip_digits() == 0) {
            return fail("a digit after the decimal point");
        }
    }
    if (peek() == 'e' || peek() == 'E') {
        ++at_;
        if (peek() == '+' || peek() == '-') {
            ++at_;
        }
        if (skip_digits() == 0) {
            return fail("a digit in the exponent");
        }
    }
    return true;
}

bool json_scanner::copy_number(std::string& out) {
    const std::size_t begin = at_;
    if (!skip_number()) {
        return false;
    }
    append_javascript_number(out, text_.substr(begin, at_ - begin));
    skip_space();
    return true;
}

bool json_scanner::read_hex4(char32_t& code_unit) {
    code_unit = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
        const char c = peek();
        const char lower = static_cast<char>(c | 0x20);
        if (is_digit(c)) {
            code_unit = code_unit << 4 | static_cast<char32_t>(c - '0');
        } else if (lower >= 'a' && lower <= 'f') {
            code_unit = code_unit << 4 | static_cast<char32_t>(lower - 'a' + 10);
        } else {
            return fail("four hexadecimal digits after \\u");
        }
    }
    return true;
}

bool json_scanner::read_escape(char32_t& code_point) {
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    ++at_;  // the backslash
    if (const auto letter = letters.find(peek()); at_ < text_.size() && letter != std::string_view::npos) {
        ++at_;
        code_point = static_cast<unsigned char>(meanings[letter]);
        return true;
    }
    if (peek() != 'u') {
        return fail("one of \"\\/bfnrtu after the backslash");
    }
    ++at_;
    if (!read_hex4(code_point)) {
        return false;
    }
    if (is_high_surrogate(code_point) && text_.substr(at_).starts_with("\\u")) {
        const std::size_t second = at_;
        char32_t low = 0;
        at_ += 2;
        if (read_hex4(low) && is_low_surrogate(low)) {
            code_point = 0x10000 + ((code_point - 0xD800) << 10) + (low - 0xDC00);
        } else {
            at_ = second;  // not the other half of a pair: the caller reads it, or complains about it, on its own
        }
    }
    return true;
}

// Appends runs of characters as they are and calls `on_escape` with each escaped code point.
template <class OnCodePoint>
bool json_scanner::read_characters(std::string& out, OnCodePoint on_escape) {
    if (peek() != '"') {
        return fail("a string");
    }
    for (std::size_t run_begin = ++at_;;) {
        at_ += plain_json_run(text_, at_);
        if (at_ < text_.size() && static_cast<unsigned char>(text_[at_]) >= 0x80) {
            const utf8_step step = decode_utf8_at(text_, at_);
            if (!step.valid) {
                return fail("valid UTF-8");
            }
            at_ += step.length;
            continue;
        }
        out.append(text_, run_begin, at_ - run_begin);
        if (peek() == '"' && at_ < text_.size()) {
            ++at_;
            skip_space();
            return true;
        }
        char32_t code_point = 0;
        if (peek() != '\\') {
            return fail(at_ < text_.size() ? "an escape instead of a control character" : "the end of the string");
        }
        if (!read_escape(code_point)) {
            return false;
        }
        on_escape(code_point);
        run_begin = at_;
    }
}

bool json_scanner::read_string(std::string& out) {
    return read_characters(out, [&out](char32_t code_point) { append_utf8(out, code_point); });
}

bool json_scanner::copy_string(std::string& out) {
    out.push_back('"');
    const bool read = read_characters(out, [&out](char32_t code_point) { append_json_code_point(out, code_point); });
    out.push_back('"');
    return read;
}

bool json_scanner::copy_array(std::string& out, unsigned depth) {
    if (depth >= max_json_depth) {
        return fail("at most 512 levels of nesting");
    }
    skip('[');
    out.push_back('[');
    if (!skip(']')) {
        do {
            if (!copy_value(out, depth + 1)) {
                return false;
            }
            out.push_back(',');
        } while (skip(','));
        if (!expect(']', "',' or ']'")) {
            return false;
        }
        out.pop_back();
    }
    out.push_back(']');
    return true;
}

bool json_scanner::copy_object(std::string& out, unsigned depth) {
    if (depth >= max_json_depth) {
        return fail("at most 512 levels of nesting");
    }
    skip('{');
    const std::size_t object_begin = out.size();
    const std::size_t first_member = members_.size();
    out.push_back('{');
    if (!skip('}')) {
        do {
            if (!copy_member(out, depth)) {
                return false;
            }
            out.push_back(',');
        } while (skip(','));
        if (!expect('}', "',' or '}'")) {
            return false;
        }
        order_object(out, object_begin, first_member);
        members_.resize(first_member);
        out.pop_back();
    }
    out.push_back('}');
    return true;
}

bool json_scanner::copy_member(std::string& out, unsigned depth) {
    const std::size_t key_begin = out.size();
    if (!copy_string(out) || !expect(':', "':'")) {
        return false;
    }
    const std::size_t key_end = out.size();
    out.push_back(':');
    if (!copy_value(out, depth + 1)) {
        return false;
    }
    members_.push_back({key_begin, key_end, out.size()});
    return true;
}

// Each member in `out` is followed by a comma. Equal keys have equal literals, and an array index has no escapes, so
// the literals stand for the keys.
void json_scanner::order_object(std::string& out, std::size_t object_begin, std::size_t first_member) {
    keys_.clear();
    for (std::size_t i = first_member; i < members_.size(); ++i) {
        const member_span& member = members_[i];
        keys_.push_back(std::string_view(out).substr(member.key_begin + 1, member.key_end - member.key_begin - 2));
    }
    const auto plan = order_members(keys_, order_);
    if (plan.empty()) {
        return;
    }
    std::string ordered = "{";
    ordered.reserve(out.size() - object_begin);
    for (const std::uint32_t position : plan) {
        const member_span& member = members_[first_member + position];
        ordered.append(out, member.key_begin, member.end - member.key_begin).push_back(',');
    }
    out.replace(object_begin, std::string::npos, ordered);
}

}  // namespace mastra::detail
