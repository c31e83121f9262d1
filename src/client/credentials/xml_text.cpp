#include "client/credentials/xml_text.hpp"

#include <array>
#include <utility>

namespace mastra::client {
namespace {

constexpr std::array<std::pair<std::string_view, char>, 5> entities = {
    {{"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}, {"&amp;", '&'}}};

std::string without_entities(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        std::size_t taken = 1;
        char c = text.front();
        for (const auto& [entity, character] : entities) {
            if (text.starts_with(entity)) {
                taken = entity.size();
                c = character;
                break;
            }
        }
        out += c;
        text.remove_prefix(taken);
    }
    return out;
}

/// The position behind the start tag, or npos.
std::size_t find_content(std::string_view document, std::string_view name) {
    const std::string opening = std::string("<").append(name);
    std::size_t at = document.find(opening);
    while (at != document.npos) {
        const std::size_t after = at + opening.size();
        const bool whole_name =
            after < document.size() && std::string_view(" \t\r\n>").find(document[after]) != std::string_view::npos;
        if (whole_name) {
            const std::size_t end = document.find('>', after);
            return end == document.npos ? end : end + 1;
        }
        at = document.find(opening, after);
    }
    return document.npos;
}

}  // namespace

std::string xml_element_text(std::string_view document, std::string_view name) {
    const std::size_t start = find_content(document, name);
    if (start == document.npos) {
        return {};
    }
    const std::string_view content = document.substr(start);
    const std::size_t end = content.find('<');
    const std::string closing = std::string("</").append(name).append(">");
    if (end == content.npos || !content.substr(end).starts_with(closing)) {
        return {};
    }
    return without_entities(content.substr(0, end));
}

}  // namespace mastra::client
