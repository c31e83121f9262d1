#include "cli/message_line.hpp"

#include "cli/json_output.hpp"
#include "mastra/core/random.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace mastra::cli {
namespace {

failure wrong(std::string message) {
    return {exit_status::invalid_input, std::move(message)};
}

using reader = outcome<void> (*)(stores::message& message, const json_text& value);

template <auto Member>
outcome<void> read_text(stores::message& message, const json_text& value) {
    std::optional<std::string> text = value.as_string();
    if (!text) {
        return wrong("must be a string");
    }
    message.*Member = *std::move(text);
    return {};
}

template <auto Member>
outcome<void> read_json(stores::message& message, const json_text& value) {
    message.*Member = value;
    return {};
}

outcome<void> read_content(stores::message& message, const json_text& value) {
    std::optional<std::string> text = value.as_string();
    if (!text && !value.is_object()) {
        return wrong("must be an object or a string");
    }
    message.content = text ? *std::move(text) : value.text();
    return {};
}

outcome<void> read_time(stores::message& message, const json_text& value) {
    const std::optional<std::string> text = value.as_string();
    if (!text) {
        return wrong("must be an ISO 8601 time in a string");
    }
    MASTRA_TRY(message.created_at, parse_timestamp(*text));
    return {};
}

outcome<void> ignore(stores::message&, const json_text&) {
    return {};
}

struct member_row {
    std::string_view key;
    reader read;
};
constexpr std::string_view time_key = "createdAt";
constexpr std::array member_rows = {
    member_row{"id", read_text<&stores::message::id>},
    member_row{"threadId", read_text<&stores::message::thread_id>},
    member_row{"resourceId", read_text<&stores::message::resource_id>},
    member_row{"role", read_text<&stores::message::role>},
    member_row{"type", read_text<&stores::message::type>},
    member_row{"content", read_content},
    member_row{"toolCallIds", read_json<&stores::message::tool_call_ids>},
    member_row{"toolCallArgs", read_json<&stores::message::tool_call_args>},
    member_row{"toolNames", read_json<&stores::message::tool_names>},
    member_row{time_key, read_time},
    member_row{"updatedAt", ignore},  // printed by --json, set by the store
};

}  // namespace

std::string message_line(const stores::message& message) {
    json_object_builder object;
    object.add("id", message.id).add("threadId", message.thread_id).add("resourceId", message.resource_id);
    object.add("role", message.role).add("type", message.type).add("content", content_json(message.content));
    object.add("toolCallIds", message.tool_call_ids).add("toolCallArgs", message.tool_call_args);
    object.add("toolNames", message.tool_names).add(time_key, message.created_at);
    return object.done().text() + "\n";
}

outcome<stores::message> message_line_parser::parse(std::string_view line) {
    const result<json_object> object = json_object::parse(line);
    if (object.has_error()) {
        return failure(object.error());
    }
    stores::message message;
    message.id = make_uuid();
    message.role = "user";
    for (const auto& [key, value] : object->members()) {
        MASTRA_CHECK(apply(message, key, value));
    }
    const json_text* time = object->find(time_key);
    return complete(std::move(message), time != nullptr && !time->is_null());
}

outcome<void> message_line_parser::apply(stores::message& message, std::string_view key, const json_text& value) {
    const auto row = std::ranges::find(member_rows, key, &member_row::key);
    if (row == member_rows.end()) {
        return wrong(fmt::format("`{}` is no member of a message", key));
    }
    if (value.is_null()) {
        return {};  // as if it were not there
    }
    outcome<void> read = row->read(message, value);
    return read.has_error() ? read.error().with_context(key) : read;
}

outcome<stores::message> message_line_parser::complete(stores::message message, bool has_time) {
    if (message.thread_id.empty()) {
        message.thread_id = defaults_.thread_id;
    }
    if (!message.resource_id && !defaults_.resource_id.empty()) {
        message.resource_id = defaults_.resource_id;
    }
    if (!has_time) {
        last_given_ = std::max(clock_.now(), last_given_ + std::chrono::milliseconds(1));
        message.created_at = last_given_;
    }
    if (message.id.empty()) {
        return wrong("the message's id is empty; leave it out to get a new one");
    }
    if (message.thread_id.empty()) {
        return wrong("the message has no threadId; add it or give --thread");
    }
    if (message.resource_id.value_or("").empty()) {
        return wrong("the message has no resourceId; add it or give --resource");
    }
    if (message.content.empty()) {
        return wrong("the message has no content");
    }
    return message;
}

}  // namespace mastra::cli
