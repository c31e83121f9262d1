// Reads JSON text once, from left to right, and writes its canonical form as it goes: no tree. Serves json_text.
#pragma once

#include "core/json_member_order.hpp"

#include "mastra/core/error.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mastra::detail {

inline constexpr unsigned max_json_depth = 512;

/// A position in JSON text. The functions read what their name says, skip the white space behind it, and return false
/// at the first character that does not fit; failure() then says which and why.
class json_scanner {
public:
    /// `text` must outlive the scanner.
    explicit json_scanner(std::string_view text, member_order order = member_order::javascript);

    /// Appends the canonical text of the next value, which stands inside `depth` containers.
    bool copy_value(std::string& out, unsigned depth = 0);
    /// Appends the characters of the next string; a lone surrogate as its three bytes.
    bool read_string(std::string& out);
    /// True when `c` was next. Not finding it is no failure.
    bool skip(char c);
    /// As skip, but a failure otherwise.
    bool expect(char c, const char* expected);
    /// True at the end of the text.
    bool expect_end();

    [[nodiscard]] error failure() const;

private:
    struct member_span {
        std::size_t key_begin;
        std::size_t key_end;
        std::size_t end;
    };

    bool fail(const char* expected);
    void skip_space() noexcept;
    [[nodiscard]] char peek() const noexcept { return at_ < text_.size() ? text_[at_] : '\0'; }

    bool copy_literal(std::string& out, std::string_view literal);
    bool copy_number(std::string& out);
    bool copy_string(std::string& out);
    bool copy_array(std::string& out, unsigned depth);
    bool copy_object(std::string& out, unsigned depth);
    bool copy_member(std::string& out, unsigned depth);
    void order_object(std::string& out, std::size_t object_begin, std::size_t first_member);

    std::size_t skip_digits() noexcept;
    bool skip_number();

    template <class OnCodePoint>
    bool read_characters(std::string& out, OnCodePoint on_escape);
    bool read_escape(char32_t& code_point);
    bool read_hex4(char32_t& code_unit);

    std::string_view text_;
    member_order order_;
    std::size_t at_ = 0;
    const char* expected_ = nullptr;
    std::vector<member_span> members_;    // of the objects that are open
    std::vector<std::string_view> keys_;  // scratch of order_object
};

}  // namespace mastra::detail
