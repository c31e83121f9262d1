#include "cli/message_text.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <string_view>

namespace mastra::cli {
namespace {

using simdjson::dom::element;

std::string_view text_at(const element& object, std::string_view key) {
    std::string_view text;
    return object[key].get(text) == simdjson::SUCCESS ? text : std::string_view{};
}

/// `{"type":"tool-invocation","toolInvocation":{"toolName":..,"state":..}}`, and the flat form of other versions.
std::string tool_text(const element& part) {
    element call;
    if (part["toolInvocation"].get(call) != simdjson::SUCCESS) {
        call = part;
    }
    const std::string_view state = text_at(call, "state");
    return fmt::format("[tool {}{}{}]", text_at(call, "toolName"), state.empty() ? "" : ": ", state);
}

std::string part_text(const element& part) {
    const std::string_view type = text_at(part, "type");
    if (type == "text") {
        return std::string(text_at(part, "text"));
    }
    if (type.starts_with("tool-")) {
        return tool_text(part);
    }
    if (type == "reasoning") {
        return fmt::format("[reasoning] {}", text_at(part, "reasoning"));
    }
    if (type == "file") {
        return fmt::format("[file {}]", text_at(part, "mimeType"));
    }
    return fmt::format("[{}]", type);
}

std::string parts_text(const simdjson::dom::array& parts) {
    std::string text;
    for (const element part : parts) {
        const std::string one = part_text(part);
        if (!text.empty() && !one.empty()) {
            text += '\n';
        }
        text += one;
    }
    return text;
}

}  // namespace

std::string readable_content(const std::string& content) {
    simdjson::dom::parser parser;
    element root;
    simdjson::dom::array parts;
    if (parser.parse(content).get(root) == simdjson::SUCCESS) {
        if (root["parts"].get(parts) == simdjson::SUCCESS && parts.size() > 0) {
            return parts_text(parts);
        }
        if (const std::string_view text = text_at(root, "content"); !text.empty()) {
            return std::string(text);
        }
    }
    return content;
}

}  // namespace mastra::cli
