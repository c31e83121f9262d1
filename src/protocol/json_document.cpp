#include "protocol/json_document.hpp"

#include <algorithm>

namespace mastra::protocol {
namespace {

// A parser's buffers are several times the size of the largest text it has seen, and it never gives them back.
constexpr std::size_t max_kept_capacity = 2 * 1024 * 1024;
constexpr std::size_t initial_capacity = 16 * 1024;

std::optional<dom::object> parse(parser_memory& memory, std::string_view text) {
    dom::parser& parser = memory.parser;
    if (parser.capacity() < std::max(text.size(), initial_capacity) &&
        parser.allocate(std::max(text.size(), initial_capacity), max_json_depth) != simdjson::SUCCESS) {
        return std::nullopt;
    }
    memory.padded.reserve(text.size() + simdjson::SIMDJSON_PADDING);
    memory.padded = text;
    dom::object root;
    const bool copy_to_padded_memory = false;
    if (parser.parse(memory.padded.data(), text.size(), copy_to_padded_memory).get(root) != simdjson::SUCCESS) {
        return std::nullopt;
    }
    return root;
}

}  // namespace

json_document::json_document(std::string_view text) {
    if (text.size() > max_kept_capacity) {
        own_memory_ = std::make_unique<parser_memory>();
        root_ = parse(*own_memory_, text);
        return;
    }
    thread_local parser_memory kept;
    root_ = parse(kept, text);
}

}  // namespace mastra::protocol
