// Appends JSON to one string: the writing half of the wire format. Commas place themselves.
#pragma once

#include "mastra/core/json_string.hpp"

#include <charconv>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mastra::protocol {

/// `name` arguments are wire names and are written as they are; values are escaped.
class json_writer {
public:
    explicit json_writer(std::size_t expected_bytes) { out_.reserve(expected_bytes); }

    [[nodiscard]] std::string release() && noexcept { return std::move(out_); }

    void begin_object() { begin('{'); }
    void end_object() { out_.push_back('}'); }
    void begin_array() { begin('['); }
    void end_array() { out_.push_back(']'); }

    /// The next call writes the value of this member.
    void name(std::string_view wire_name) {
        separate();
        out_.push_back('"');
        out_.append(wire_name);
        out_.append("\":", 2);
    }
    /// The same for a name that is data.
    void free_name(std::string_view text) {
        string(text);
        out_.push_back(':');
    }

    void string(std::string_view text) {
        separate();
        append_json_string(out_, text);
    }
    /// Text that needs no escapes, such as numbers, base64 and wire names.
    void plain_string(std::string_view text) {
        separate();
        out_.push_back('"');
        out_.append(text);
        out_.push_back('"');
    }
    void boolean(bool value) {
        separate();
        out_.append(value ? "true" : "false");
    }
    void integer(std::integral auto value) {
        char digits[24];
        const auto end = std::to_chars(digits, digits + sizeof digits, value);
        separate();
        out_.append(digits, end.ptr);
    }

    /// For what the other functions do not write; the caller leaves a whole value.
    [[nodiscard]] std::string& raw() {
        separate();
        return out_;
    }

private:
    void begin(char bracket) {
        separate();
        out_.push_back(bracket);
    }
    // A value or name is first in its container, or follows its name, exactly when one of these precedes it: every
    // other value ends in a quote, a bracket, a digit or a letter.
    void separate() {
        if (!out_.empty() && out_.back() != '{' && out_.back() != '[' && out_.back() != ':') {
            out_.push_back(',');
        }
    }

    std::string out_;
};

}  // namespace mastra::protocol
