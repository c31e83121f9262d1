#include "mastra/core/json_array.hpp"

#include "core/json_scanner.hpp"

#include <string>
#include <utility>

namespace mastra {
namespace {

bool read_elements(detail::json_scanner& scanner, std::vector<json_text>& out) {
    if (!scanner.expect('[', "an array")) {
        return false;
    }
    if (!scanner.skip(']')) {
        do {
            std::string value;
            if (!scanner.copy_value(value, 1)) {
                return false;
            }
            out.push_back(json_text::trusted(std::move(value)));
        } while (scanner.skip(','));
        if (!scanner.expect(']', "',' or ']'")) {
            return false;
        }
    }
    return scanner.expect_end();
}

}  // namespace

result<std::vector<json_text>> parse_json_array(std::string_view text) {
    detail::json_scanner scanner(text);
    std::vector<json_text> elements;
    if (!read_elements(scanner, elements)) {
        return scanner.failure();
    }
    return elements;
}

json_text to_json_array(const std::vector<json_text>& elements) {
    std::string text = "[";
    for (const auto& element : elements) {
        text += text.size() > 1 ? "," : "";
        text += element.text();
    }
    text += ']';
    return json_text::trusted(std::move(text));
}

}  // namespace mastra
