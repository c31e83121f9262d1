// One message as one line of JSON: what `message export` writes and `message import` reads.
#pragma once

#include "cli/failure.hpp"
#include "mastra/core/clock.hpp"
#include "mastra/stores/records.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mastra::cli {

/// {id, threadId, resourceId, role, type, content, toolCallIds, toolCallArgs, toolNames, createdAt}, a line feed at the
/// end. updatedAt is left out: it is the store's.
[[nodiscard]] std::string message_line(const stores::message& message);

/// Reads such lines, filling in what they leave out.
class message_line_parser {
public:
    struct defaults {
        std::string thread_id;
        std::string resource_id;
    };
    /// `clock` must outlive the parser.
    message_line_parser(defaults given, const clock& clock) : defaults_(std::move(given)), clock_(clock) {}

    /// A missing id becomes a uuid; a missing createdAt the present, at least 1 ms after the last such line; a missing
    /// role or type "user" or "text". Members that are not known are refused. Errors: invalid_input.
    [[nodiscard]] outcome<stores::message> parse(std::string_view line);

private:
    [[nodiscard]] outcome<void> apply(stores::message& message, std::string_view key, const json_text& value);
    [[nodiscard]] outcome<stores::message> complete(stores::message message, bool has_time);

    defaults defaults_;
    const clock& clock_;
    timestamp last_given_{};
};

}  // namespace mastra::cli
