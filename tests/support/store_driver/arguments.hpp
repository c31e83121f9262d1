// The arguments of one operation as Mastra's methods take them (camelCase JSON), read into the stores' types.
#pragma once

#include "mastra/core/json_text.hpp"
#include "mastra/core/timestamp.hpp"

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace mastra::test {

// The line makes no sense: a fault of the test, not of the store.
struct bad_arguments : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// A JSON object. null members count as absent, as undefined does in JavaScript. Lives as long as its parser's document.
class arguments {
public:
    explicit arguments(std::optional<simdjson::dom::object> object) : object_(object) {}

    [[nodiscard]] bool has(std::string_view name) const { return find(name).has_value(); }
    [[nodiscard]] std::string text(std::string_view name) const;
    [[nodiscard]] std::optional<std::string> optional_text(std::string_view name) const;
    // A string is taken as it is; anything else as its JSON text.
    [[nodiscard]] std::string text_or_json(std::string_view name) const;
    [[nodiscard]] std::optional<json_text> json(std::string_view name) const;
    [[nodiscard]] std::int64_t integer(std::string_view name, std::int64_t otherwise) const;
    [[nodiscard]] std::optional<std::int64_t> optional_integer(std::string_view name) const;
    [[nodiscard]] bool flag(std::string_view name, bool otherwise) const;
    [[nodiscard]] bool is_false(std::string_view name) const;
    [[nodiscard]] std::optional<timestamp> time(std::string_view name) const;
    // A string, or an array of strings; empty when absent.
    [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;
    // Empty objects and lists when absent.
    [[nodiscard]] arguments object(std::string_view name) const;
    [[nodiscard]] std::vector<arguments> objects(std::string_view name) const;
    // Names and values in their order.
    [[nodiscard]] std::vector<json_object::member> members(std::string_view name) const;

private:
    [[nodiscard]] std::optional<simdjson::dom::element> find(std::string_view name) const;
    [[nodiscard]] simdjson::dom::element need(std::string_view name) const;

    std::optional<simdjson::dom::object> object_;  // empty: nothing was given
};

}  // namespace mastra::test
