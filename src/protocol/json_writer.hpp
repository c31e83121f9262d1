// Appends JSON to one string: the writing half of the wire format. Commas place themselves.
#pragma once

#include "mastra/core/base64.hpp"
#include "mastra/core/json_string.hpp"
#include "mastra/core/plain_json_run.hpp"

#include <algorithm>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>

namespace mastra::protocol {

/// `name` arguments are wire names and are written as they are; values are escaped.
class json_writer {
public:
    explicit json_writer(std::size_t expected_bytes) { text_.resize(expected_bytes); }

    [[nodiscard]] std::string release() && {
        text_.resize(size_);
        return std::move(text_);
    }

    void begin_object() { begin('{'); }
    void end_object() { put("}"); }
    void begin_array() { begin('['); }
    void end_array() { put("]"); }

    /// The next call writes the value of this member.
    void name(std::string_view wire_name) { put(comma(), "\"", wire_name, "\":"); }
    /// The same for a name that is data.
    void free_name(std::string_view text) {
        string(text);
        put(":");
    }

    void string(std::string_view text) {
        if (plain_json_run(text, 0) == text.size()) {
            plain_string(text);
            return;
        }
        append([&](std::string& out) { append_json_string(out, text); });
    }
    /// Text that needs no escapes, such as numbers and wire names.
    void plain_string(std::string_view text) { put(comma(), "\"", text, "\""); }
    void base64(std::string_view bytes) {
        append([&](std::string& out) {
            out.push_back('"');
            append_base64(out, bytes);
            out.push_back('"');
        });
    }
    void boolean(bool value) { put(comma(), value ? "true" : "false"); }
    void integer(std::integral auto value) {
        char digits[24];
        const auto* const end = std::to_chars(digits, digits + sizeof digits, value).ptr;
        put(comma(), std::string_view(digits, static_cast<std::size_t>(end - digits)));
    }

private:
    void begin(char bracket) { put(comma(), std::string_view(&bracket, 1)); }

    // A value or name is first in its container, or follows its name, exactly when one of these precedes it: every
    // other value ends in a quote, a bracket, a digit or a letter.
    [[nodiscard]] std::string_view comma() const {
        const char before = size_ == 0 ? '{' : text_[size_ - 1];
        return before == '{' || before == '[' || before == ':' ? "" : ",";
    }

    template <class... Pieces>
    void put(Pieces... pieces) {
        const std::size_t needed = size_ + (std::string_view(pieces).size() + ...);
        if (needed > text_.size()) {
            text_.resize(needed <= text_.capacity() ? text_.capacity() : 2 * needed);
        }
        char* at = text_.data() + size_;
        ((at = std::copy_n(std::string_view(pieces).data(), std::string_view(pieces).size(), at)), ...);
        size_ = needed;
    }

    /// For what is not made of a few pieces.
    template <class Append>
    void append(Append&& append_to) {
        put(comma());
        text_.resize(size_);
        append_to(text_);
        size_ = text_.size();
    }

    std::string text_;  // longer than what is written
    std::size_t size_ = 0;
};

}  // namespace mastra::protocol
