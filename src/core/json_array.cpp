#include "mastra/core/json_array.hpp"

#include "core/canonical_slices.hpp"
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

result<std::vector<std::string_view>> canonical_elements(std::string_view text) {
    detail::canonical_slices slices(text, '[', ']');
    std::vector<std::string_view> elements;
    while (!slices.at_end()) {
        elements.push_back(slices.next_value());
    }
    if (auto fault = slices.failure()) {
        return *std::move(fault);
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
