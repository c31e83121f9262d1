// What an update request does, in a form that does not depend on placeholders: action text by attribute.
#pragma once

#include "mastra/protocol/item_operations.hpp"
#include "mastra/protocol/wire.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <string>

namespace mastra::model::test {

/// The expression with names and values put back in: "SET a = if_not_exists(a, {"S":"x"})".
inline std::string spelled_out(std::string expression, const protocol::expression_attributes& with) {
    const auto replace_all = [&](const std::string& placeholder, const std::string& text) {
        for (auto at = expression.find(placeholder); at != std::string::npos; at = expression.find(placeholder, at)) {
            const auto end = at + placeholder.size();
            const bool is_longer = end < expression.size() && std::isdigit(static_cast<unsigned char>(expression[end]));
            if (is_longer) {
                at = end;
                continue;
            }
            expression.replace(at, placeholder.size(), text);
            at += text.size();
        }
    };
    for (const auto& [placeholder, name] : with.names) {
        replace_all(placeholder, name);
    }
    for (const auto& [placeholder, value] : with.values) {
        const std::string json = protocol::encode_item({{"v", value}});
        replace_all(placeholder, json.substr(5, json.size() - 6));
    }
    return expression;
}

}  // namespace mastra::model::test
