#include "mastra/core/json_text.hpp"

#include "core/json_scanner.hpp"

#include "mastra/core/json_string.hpp"
#include "mastra/core/utf8.hpp"

namespace mastra {
namespace {

result<std::string> canonical(std::string_view text, detail::member_order order) {
    detail::json_scanner scanner(text, order);
    std::string out;
    out.reserve(text.size());
    if (!scanner.copy_value(out) || !scanner.expect_end()) {
        return scanner.failure();
    }
    return out;
}

}  // namespace

result<json_text> json_text::parse(std::string_view text) {
    MASTRA_TRY(std::string out, canonical(text, detail::member_order::javascript));
    return json_text(std::move(out));
}

json_text json_text::of_string(std::string_view text) {
    std::string literal;
    literal.reserve(text.size() + 2);
    append_json_string(literal, text, malformed_text::replace);
    return json_text(std::move(literal));
}

std::optional<std::string> json_text::as_string() const {
    detail::json_scanner scanner(text_);
    std::string characters;
    if (!scanner.read_string(characters) || !scanner.expect_end()) {
        return std::nullopt;
    }
    // Lone surrogates have no UTF-8: they become U+FFFD, as in every encoder of JavaScript.
    return is_valid_utf8(characters) ? std::move(characters) : to_valid_utf8(characters);
}

bool json_equal(const json_text& a, const json_text& b) {
    if (a == b) {
        return true;
    }
    const auto x = canonical(a.text(), detail::member_order::by_key);
    const auto y = canonical(b.text(), detail::member_order::by_key);
    return x.has_value() && y.has_value() && *x == *y;
}

bool append_canonical_json(std::string& out, std::string_view text) {
    const std::size_t before = out.size();
    detail::json_scanner scanner(text);
    if (scanner.copy_value(out) && scanner.expect_end()) {
        return true;
    }
    out.resize(before);
    return false;
}

}  // namespace mastra
