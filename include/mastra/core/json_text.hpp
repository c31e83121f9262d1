// JSON that is stored as text, handled as JavaScript would: what JSON.stringify(JSON.parse(text)) gives, without a
// tree.
#pragma once

#include "mastra/core/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mastra {

/// A JSON value as canonical text: byte for byte what JavaScript's JSON.stringify(JSON.parse(text)) prints (no white
/// space, JavaScript's number text, its escapes, its key order: array-index keys ascending, then first appearance; of a
/// key given twice the last value stays at the first place). "__proto__" is a key like any other.
class json_text {
public:
    /// null
    json_text() : text_("null") {}

    /// Parses and canonicalises. Limits: depth 512. Errors: invalid_json with the offset and what was expected.
    [[nodiscard]] static result<json_text> parse(std::string_view text);
    /// Takes text that is known to be canonical (a stored attribute, a binding's JSON.stringify) without looking at it.
    [[nodiscard]] static json_text trusted(std::string text) { return json_text(std::move(text)); }
    /// The JSON string literal of `text` (invalid UTF-8 becomes U+FFFD).
    [[nodiscard]] static json_text of_string(std::string_view text);

    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    [[nodiscard]] std::string release() && noexcept { return std::move(text_); }

    [[nodiscard]] bool is_object() const noexcept { return !text_.empty() && text_.front() == '{'; }
    [[nodiscard]] bool is_null() const noexcept { return text_ == "null"; }
    /// The text of a JSON string value, unescaped; empty for any other value.
    [[nodiscard]] std::optional<std::string> as_string() const;

    friend bool operator==(const json_text&, const json_text&) = default;

private:
    explicit json_text(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

/// One level of a JSON object: keys (unescaped) and the canonical text of their values, in JavaScript's key order.
class json_object {
public:
    using member = std::pair<std::string, json_text>;

    json_object() = default;
    /// Errors: invalid_json when the text is not a JSON object.
    [[nodiscard]] static result<json_object> parse(std::string_view text);
    /// The same for text that is known to be canonical, as for json_text::trusted: members are cut out, not read.
    /// Errors: invalid_json when the text is not an object, or nested too deeply.
    [[nodiscard]] static result<json_object> of_canonical(std::string_view text);

    [[nodiscard]] const json_text* find(std::string_view key) const noexcept;
    /// Inserts or replaces; a new key takes its place in JavaScript's order.
    void set(std::string_view key, json_text value);
    bool erase(std::string_view key);
    [[nodiscard]] const std::vector<member>& members() const noexcept { return members_; }
    [[nodiscard]] bool empty() const noexcept { return members_.empty(); }

    /// `{...*this, ...other}`
    void merge(const json_object& other);
    [[nodiscard]] json_text to_text() const;

private:
    std::vector<member> members_;
};

/// Deep equality as values: key order does not matter, numbers compare as doubles.
[[nodiscard]] bool json_equal(const json_text& a, const json_text& b);

/// JavaScript's Number.prototype.toString: the shortest decimal that reads back, "1e+21" from 1e21 on, "NaN",
/// "Infinity".
[[nodiscard]] std::string javascript_number_text(double value);

/// Appends what json_text::parse(text) would hold. False, and nothing is appended, when `text` is no JSON.
[[nodiscard]] bool append_canonical_json(std::string& out, std::string_view text);

}  // namespace mastra
