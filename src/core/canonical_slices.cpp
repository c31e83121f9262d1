#include "core/canonical_slices.hpp"

#include "core/json_scanner.hpp"

#include "mastra/core/plain_json_run.hpp"

#include <fmt/format.h>

namespace mastra::detail {

canonical_slices::canonical_slices(std::string_view text, char open, char close) : text_(text), close_(close) {
    // So that every position before the last character has one behind it.
    if (text.size() < 2 || text.front() != open || text.back() != close) {
        fail(open == '{' ? "an object" : "an array");
        return;
    }
    ++at_;
}

std::optional<error> canonical_slices::failure() const {
    const char* expected = expected_;
    if (expected == nullptr && at_ + 1 != text_.size()) {
        expected = "the end of the text";
    }
    return expected == nullptr ? std::nullopt
                               : std::optional(error(model_errc::invalid_json,
                                                     fmt::format("at offset {}, expected {}", at_, expected)));
}

std::string_view canonical_slices::next_key() {
    const std::size_t begin = at_;
    if (text_[at_] != '"') {
        fail("a string");
        return {};
    }
    at_ = end_of_string(at_);
    const std::string_view literal = text_.substr(begin, at_ - begin);
    skip(':', "':'");
    return literal;
}

std::string_view canonical_slices::next_value() {
    const std::size_t begin = at_;
    at_ = end_of_value(at_);
    const std::string_view value = text_.substr(begin, at_ - begin);
    if (value.empty()) {
        fail("a JSON value");
    }
    if (!at_end()) {
        skip(',', "',' or the container's end");
    }
    return value;
}

void canonical_slices::skip(char c, const char* expected) noexcept {
    if (text_[at_] != c || at_ + 1 >= text_.size()) {
        fail(expected);
        return;
    }
    ++at_;
}

// The last character of the text is in no string: that is where a string without an end is given up.
std::size_t canonical_slices::end_of_string(std::size_t begin) noexcept {
    const std::size_t last = text_.size() - 1;
    std::size_t at = begin + 1;
    while (at < last && text_[at] != '"') {
        const std::size_t plain = plain_json_run(text_, at);
        at += plain != 0 ? plain : (text_[at] == '\\' ? 2 : 1);
    }
    if (at >= last) {
        fail("the end of the string");
        return last;
    }
    return at + 1;
}

std::size_t canonical_slices::end_of_value(std::size_t begin) noexcept {
    const std::size_t last = text_.size() - 1;
    unsigned depth = 1;
    std::size_t at = begin;
    while (at < last) {
        const char c = text_[at];
        if (c == '"') {
            at = end_of_string(at);
            continue;
        }
        if (depth == 1 && (c == ',' || c == '}' || c == ']')) {
            break;
        }
        if (c == '{' || c == '[') {
            if (++depth > max_json_depth) {
                fail("at most 512 levels of nesting");
                break;
            }
        } else if (c == '}' || c == ']') {
            --depth;
        }
        ++at;
    }
    return at;
}

}  // namespace mastra::detail
