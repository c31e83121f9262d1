// Conditions, filters and key conditions as a tree: built by the model, rendered to DynamoDB's text, evaluated by
// engines.
#pragma once

#include "mastra/core/attribute_value.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mastra::expression {

/// A document path: an attribute, and names and list positions inside of it, such as `content.parts[0]`.
struct path {
    using step = std::variant<std::string, std::size_t>;
    std::string attribute;
    std::vector<step> steps = {};
    friend bool operator==(const path&, const path&) = default;
};
/// size(path)
struct size_of {
    path of;
    friend bool operator==(const size_of&, const size_of&) = default;
};
using operand = std::variant<path, attribute_value, size_of>;

enum class comparator { equal, not_equal, less, less_or_equal, greater, greater_or_equal };
enum class function { attribute_exists, attribute_not_exists, attribute_type, begins_with, contains };

class condition;
struct comparison {
    operand left;
    comparator op;
    operand right;
};
struct between {
    operand value;
    operand low;
    operand high;
};
struct in_list {
    operand value;
    std::vector<operand> choices;
};
struct function_call {
    function name;
    path subject;
    std::vector<operand> arguments;
};
struct conjunction {
    std::vector<condition> parts;
};
struct disjunction {
    std::vector<condition> parts;
};
struct negation {
    std::shared_ptr<const condition> part;
};

/// A condition; a default-constructed one is always true and renders to nothing. Immutable value.
class condition {
public:
    using node =
        std::variant<std::monostate, comparison, between, in_list, function_call, conjunction, disjunction, negation>;
    condition() = default;
    condition(node root);  // NOLINT(google-explicit-constructor)
    [[nodiscard]] const node& root() const noexcept;
    [[nodiscard]] bool empty() const noexcept { return std::holds_alternative<std::monostate>(root()); }

private:
    std::shared_ptr<const node> root_;  ///< null: always true
};
/// Empty sides drop out.
[[nodiscard]] condition operator&&(condition a, condition b);
[[nodiscard]] condition operator||(condition a, condition b);
[[nodiscard]] condition operator!(condition a);

/// Starts a condition about an attribute: attr("id") == "x", attr("pk").exists(), attr("sk").begins_with("a").
class attribute {
public:
    explicit attribute(std::string name) : path_{std::move(name)} {}
    [[nodiscard]] attribute operator[](std::string name) const;
    [[nodiscard]] attribute operator[](std::size_t index) const;
    [[nodiscard]] const path& location() const& noexcept { return path_; }
    [[nodiscard]] path location() && noexcept { return std::move(path_); }

    [[nodiscard]] condition exists() const;
    [[nodiscard]] condition not_exists() const;
    [[nodiscard]] condition begins_with(attribute_value prefix) const;
    [[nodiscard]] condition contains(attribute_value part) const;
    [[nodiscard]] condition between(attribute_value low, attribute_value high) const;
    [[nodiscard]] condition in(std::vector<attribute_value> choices) const;
    [[nodiscard]] condition has_type(std::string_view type_name) const;
    [[nodiscard]] operand size() const { return size_of{path_}; }

private:
    path path_;
};
[[nodiscard]] inline attribute attr(std::string name) {
    return attribute(std::move(name));
}
[[nodiscard]] condition operator==(attribute a, attribute_value v);
[[nodiscard]] condition operator!=(attribute a, attribute_value v);
[[nodiscard]] condition operator<(attribute a, attribute_value v);
[[nodiscard]] condition operator<=(attribute a, attribute_value v);
[[nodiscard]] condition operator>(attribute a, attribute_value v);
[[nodiscard]] condition operator>=(attribute a, attribute_value v);

}  // namespace mastra::expression
