#include "mastra/calls/replies.hpp"

#include "mastra/core/error_detail.hpp"
#include "mastra/core/json_string.hpp"

#include <algorithm>

namespace mastra::calls {
namespace {

// Writes one JSON object, member by member.
class object_text {
public:
    object_text& raw(std::string_view name, std::string_view json) {
        text_ += text_.size() > 1 ? "," : "";
        append_json_string(text_, name);
        text_ += ':';
        text_ += json;
        return *this;
    }
    object_text& text(std::string_view name, std::string_view value) {
        std::string literal;
        append_json_string(literal, value, malformed_text::escape_surrogates);
        return raw(name, literal);
    }
    object_text& optional_text(std::string_view name, const std::optional<std::string>& value) {
        return value ? text(name, *value) : *this;
    }
    // Stored text need not be JSON: then it is a string, as upstream shows it.
    object_text& json(std::string_view name, const std::optional<json_text>& value) {
        return value ? json_or_text(name, value->text()) : *this;
    }
    object_text& json_or_text(std::string_view name, std::string_view stored) {
        const auto json = json_text::parse(stored);
        return json.has_value() ? raw(name, json->text()) : text(name, stored);
    }
    // Content that begins as an object or an array is one if it can be parsed; any other is a plain string.
    object_text& content(std::string_view name, std::string_view stored) {
        const bool may_be_json = stored.starts_with('{') || stored.starts_with('[');
        return may_be_json ? json_or_text(name, stored) : text(name, stored);
    }
    object_text& time(std::string_view name, timestamp value) { return text(name, to_iso_string(value)); }
    object_text& number(std::string_view name, std::int64_t value) { return raw(name, std::to_string(value)); }
    object_text& flag(std::string_view name, bool value) { return raw(name, value ? "true" : "false"); }
    [[nodiscard]] std::string done() const { return text_ + "}"; }

private:
    std::string text_ = "{";
};

std::string list_text(const std::vector<std::string>& values) {
    std::string text = "[";
    for (const auto& value : values) {
        text += text.size() > 1 ? "," : "";
        append_json_string(text, value);
    }
    return text + "]";
}

template <class Record>
std::string page_text(std::string_view name, const stores::page_of<Record>& page) {
    object_text object;
    object.raw(name, to_json(page.records)).number("total", page.total).number("page", page.asked.page);
    object.raw("perPage", page.asked.per_page ? std::to_string(*page.asked.per_page) : "false");
    return object.flag("hasMore", page.has_more).done();
}

std::string map_text(const id_pairs& pairs) {
    object_text object;
    for (const auto& [from, to] : pairs) {
        object.text(from, to);
    }
    return object.done();
}

std::string_view name_of(const boost::system::error_code& code) {
    const auto& rows = error_table();
    const auto row = std::ranges::find(rows, code.value(), &error_table_row::number);
    return row != rows.end() ? row->name : "unknown";
}

}  // namespace

std::string to_json(const stores::thread& value) {
    return object_text()
        .text("id", value.id)
        .text("resourceId", value.resource_id)
        .optional_text("title", value.title)
        .json("metadata", value.metadata)
        .time("createdAt", value.created_at)
        .time("updatedAt", value.updated_at)
        .done();
}

std::string to_json(const stores::message& value) {
    return object_text()
        .text("id", value.id)
        .text("threadId", value.thread_id)
        .optional_text("resourceId", value.resource_id)
        .text("role", value.role)
        .text("type", value.type)
        .content("content", value.content)
        .json("toolCallIds", value.tool_call_ids)
        .json("toolCallArgs", value.tool_call_args)
        .json("toolNames", value.tool_names)
        .time("createdAt", value.created_at)
        .time("updatedAt", value.updated_at)
        .done();
}

std::string to_json(const stores::resource& value) {
    return object_text()
        .text("id", value.id)
        .optional_text("workingMemory", value.working_memory)
        .json("metadata", value.metadata)
        .time("createdAt", value.created_at)
        .time("updatedAt", value.updated_at)
        .done();
}

std::string to_json(const stores::page_of<stores::thread>& page) {
    return page_text("threads", page);
}

std::string to_json(const stores::page_of<stores::message>& page) {
    return page_text("messages", page);
}

std::string to_json(const stores::thread_copy& copy) {
    return object_text().raw("thread", to_json(copy.copy)).raw("messageIdMap", map_text(copy.message_ids)).done();
}

std::string to_json(const stores::thread_clone& clone) {
    return object_text()
        .raw("thread", to_json(clone.clone))
        .raw("clonedMessages", to_json(clone.messages))
        .raw("messageIdMap", map_text(clone.message_ids))
        .done();
}

std::string to_json(const stores::workflow_run& run) {
    return object_text()
        .text("workflowName", run.workflow_name)
        .text("runId", run.run_id)
        .raw("snapshot", to_json(run.snapshot))
        .optional_text("resourceId", run.resource_id)
        .time("createdAt", run.created_at)
        .time("updatedAt", run.updated_at)
        .done();
}

std::string to_json(const stores::workflow_run_list& list) {
    return object_text().raw("runs", to_json(list.runs)).number("total", list.total).done();
}

// What another program stored need not be JSON: then it is a string, and the reply as a whole stays JSON.
std::string to_json(const json_text& value) {
    const auto parsed = json_text::parse(value.text());
    return parsed.has_value() ? parsed->text() : json_text::of_string(value.text()).text();
}

std::string to_json(const protocol::table_response& reply) {
    return object_text().text("tableName", reply.table.table_name).text("status", reply.table.status).done();
}

std::string to_json(const error& fault) {
    const error_detail& detail = fault.detail();
    const std::string more = object_text()
                                 .raw("savedIds", list_text(detail.saved_ids))
                                 .raw("unsavedIds", list_text(detail.unsaved_ids))
                                 .number("attempts", detail.attempts)
                                 .number("httpStatus", detail.http_status)
                                 .done();
    return object_text()
        .text("code", name_of(fault.code()))
        .text("kind", to_string(fault.kind()))
        .text("message", fault.message())
        .raw("detail", more)
        .done();
}

std::string bad_arguments_json(std::string_view what) {
    return object_text().text("code", "invalid_argument").text("kind", "invalid_request").text("message", what).done();
}

}  // namespace mastra::calls
