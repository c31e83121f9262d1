// The arguments of one operation as Mastra's methods take them (camelCase JSON), read into the stores' types.
#pragma once

#include "mastra/core/json_text.hpp"
#include "mastra/core/timestamp.hpp"

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mastra::calls {

/// The arguments are not what the operation takes: a fault of the caller, found before anything is sent.
struct bad_arguments : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A JSON object. null members count as absent, as undefined does in JavaScript. Every function throws bad_arguments
/// for a value of the wrong kind. Numbers and texts are JavaScript's: 1e20 and lone surrogates are as good as any.
class arguments {
public:
    /// No arguments at all.
    arguments() = default;
    explicit arguments(json_object object) : object_(std::move(object)) {}
    /// Throws bad_arguments when the text is not a JSON object.
    [[nodiscard]] static arguments parse(std::string_view text);
    /// The same for what JavaScript's JSON.stringify gave: it is canonical, and is not read as a whole.
    [[nodiscard]] static arguments of_canonical(std::string_view text);

    [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }
    [[nodiscard]] std::string text(std::string_view name) const;
    [[nodiscard]] std::optional<std::string> optional_text(std::string_view name) const;
    /// A string is taken as it is; anything else as its JSON text.
    [[nodiscard]] std::string text_or_json(std::string_view name) const;
    [[nodiscard]] std::optional<json_text> json(std::string_view name) const;
    [[nodiscard]] json_text json_or_null(std::string_view name) const;
    [[nodiscard]] std::int64_t integer(std::string_view name, std::int64_t otherwise) const;
    [[nodiscard]] std::optional<std::int64_t> optional_integer(std::string_view name) const;
    [[nodiscard]] bool flag(std::string_view name, bool otherwise) const;
    [[nodiscard]] bool is_false(std::string_view name) const;
    [[nodiscard]] std::optional<timestamp> time(std::string_view name) const;
    /// A string, or an array of strings; empty when absent.
    [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;
    /// Empty objects and lists when absent.
    [[nodiscard]] arguments object(std::string_view name) const;
    [[nodiscard]] std::vector<arguments> objects(std::string_view name) const;
    /// Names and values in their order.
    [[nodiscard]] std::vector<json_object::member> members(std::string_view name) const;

private:
    [[nodiscard]] const json_text* find(std::string_view name) const;
    [[nodiscard]] const json_text& need(std::string_view name) const;

    json_object object_;
};

}  // namespace mastra::calls
