// Trees to DynamoDB's expression text, with #names and :values for every attribute and every literal.
#pragma once

#include "mastra/expression/condition.hpp"
#include "mastra/expression/update.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mastra::expression {

/// Collects the substitutions of all expressions of one request. Equal names share a placeholder, equal values too.
/// Placeholders are "#0", "#1", ... and ":0", ":1", ... in the order of first use, so rendering is deterministic.
class substitutions {
public:
    /// The number of the placeholder.
    [[nodiscard]] std::size_t name(std::string_view attribute_name);
    [[nodiscard]] std::size_t value(attribute_value&& value);
    /// Makes room for as many names and values.
    void expect(std::size_t more);
    /// Placeholder and name, in the order of first use.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> names() && { return std::move(names_); }
    [[nodiscard]] attribute_map values() &&;

private:
    std::vector<std::pair<std::string, std::string>> names_;
    std::vector<attribute_value> values_;
};

/// Empty for an empty condition.
[[nodiscard]] std::string render(const condition& condition, substitutions& into);
/// "SET ... REMOVE ... ADD ... DELETE ..."; empty for an empty update.
[[nodiscard]] std::string render(update update, substitutions& into);
/// A projection of top-level attributes.
[[nodiscard]] std::string render_projection(const std::vector<std::string>& attribute_names, substitutions& into);

}  // namespace mastra::expression
