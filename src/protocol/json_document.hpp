// Parsed JSON from outside, with limits on size and depth. Serves the decoders.
#pragma once

#include "mastra/core/limits.hpp"

#include <simdjson.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mastra::protocol {

namespace dom = simdjson::dom;

/// Each level of an attribute value takes two levels of JSON; a reply wraps an item in a few more.
inline constexpr std::size_t max_json_depth = 2 * limits::max_nesting_depth + 8;

struct parser_memory {
    dom::parser parser;
    std::string padded;  ///< the text, with the room behind it that simdjson reads
};

/// Parses with memory that the thread keeps, so at most one document may be alive in a thread at a time.
class json_document {
public:
    explicit json_document(std::string_view text);
    json_document(const json_document&) = delete;
    json_document& operator=(const json_document&) = delete;

    /// Empty when the text is no JSON, nested too deeply, or no object. Valid as long as this document.
    [[nodiscard]] const std::optional<dom::object>& root() const noexcept { return root_; }

private:
    std::unique_ptr<parser_memory> own_memory_;  // for texts whose memory the thread should not keep
    std::optional<dom::object> root_;
};

}  // namespace mastra::protocol
