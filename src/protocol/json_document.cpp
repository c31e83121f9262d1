#include "protocol/json_document.hpp"

#include <algorithm>

namespace mastra::protocol {
namespace {

// A parser's buffers are several times the size of the largest text it has seen, and it never gives them back.
constexpr std::size_t max_kept_capacity = 2 * 1024 * 1024;
constexpr std::size_t initial_capacity = 16 * 1024;

std::optional<dom::object> parse(dom::parser& parser, std::string_view text) {
    if (parser.capacity() < std::max(text.size(), initial_capacity) &&
        parser.allocate(std::max(text.size(), initial_capacity), max_json_depth) != simdjson::SUCCESS) {
        return std::nullopt;
    }
    dom::object root;
    const bool copy_to_padded_memory = true;
    if (parser.parse(text.data(), text.size(), copy_to_padded_memory).get(root) != simdjson::SUCCESS) {
        return std::nullopt;
    }
    return root;
}

}  // namespace

json_document::json_document(std::string_view text) {
    if (text.size() > max_kept_capacity) {
        own_parser_ = std::make_unique<dom::parser>();
        root_ = parse(*own_parser_, text);
        return;
    }
    thread_local dom::parser kept_parser;
    root_ = parse(kept_parser, text);
}

}  // namespace mastra::protocol
