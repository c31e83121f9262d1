#include "mastra/calls/replies.hpp"

#include "mastra/core/error_detail.hpp"
#include "mastra/core/json_string.hpp"

#include <algorithm>

namespace mastra::calls {
namespace {

// Writes one JSON object, member by member, at the end of a text.
class object_text {
public:
    explicit object_text(std::string& out) : out_(out) { out_ += '{'; }

    object_text& raw(std::string_view name, std::string_view json) {
        begin(name) += json;
        return *this;
    }
    object_text& text(std::string_view name, std::string_view value) {
        append_json_string(begin(name), value, malformed_text::escape_surrogates);
        return *this;
    }
    object_text& optional_text(std::string_view name, const std::optional<std::string>& value) {
        return value ? text(name, *value) : *this;
    }
    // Stored text need not be JSON: then it is a string, as upstream shows it.
    object_text& json(std::string_view name, const std::optional<json_text>& value) {
        return value ? json_or_text(name, value->text()) : *this;
    }
    object_text& json_or_text(std::string_view name, std::string_view stored) {
        std::string& out = begin(name);
        if (!append_canonical_json(out, stored)) {
            append_json_string(out, stored, malformed_text::escape_surrogates);
        }
        return *this;
    }
    // Content that begins as an object or an array is one if it can be parsed; any other is a plain string.
    object_text& content(std::string_view name, std::string_view stored) {
        const bool may_be_json = stored.starts_with('{') || stored.starts_with('[');
        return may_be_json ? json_or_text(name, stored) : text(name, stored);
    }
    object_text& time(std::string_view name, timestamp value) {
        std::string& out = begin(name);
        append_iso_string(out += '"', value);
        out += '"';
        return *this;
    }
    object_text& number(std::string_view name, std::int64_t value) { return raw(name, std::to_string(value)); }
    object_text& flag(std::string_view name, bool value) { return raw(name, value ? "true" : "false"); }
    template <class T>
    object_text& value(std::string_view name, const T& value) {
        append_json(begin(name), value);
        return *this;
    }
    void done() { out_ += '}'; }

    /// Where the value of this member goes.
    std::string& begin(std::string_view name) {
        if (out_.back() != '{') {
            out_ += ',';
        }
        append_json_string(out_, name);
        return out_ += ':';
    }

private:
    std::string& out_;
};

void append_texts(std::string& out, const std::vector<std::string>& values) {
    append_array(out, values, [&out](const std::string& value) { append_json_string(out, value); });
}

/// `append_record(record)` appends each to `out`.
template <class Record, class AppendRecord>
void append_page(std::string& out, std::string_view name, const stores::page_of<Record>& page,
                 AppendRecord append_record) {
    object_text object(out);
    append_array(object.begin(name), page.records, append_record);
    object.number("total", page.total).number("page", page.asked.page);
    object.raw("perPage", page.asked.per_page ? std::to_string(*page.asked.per_page) : "false");
    object.flag("hasMore", page.has_more).done();
}

void append_map(std::string& out, const id_pairs& pairs) {
    object_text object(out);
    for (const auto& [from, to] : pairs) {
        object.text(from, to);
    }
    object.done();
}

std::string_view name_of(const boost::system::error_code& code) {
    const auto& rows = error_table();
    const auto row = std::ranges::find(rows, code.value(), &error_table_row::number);
    return row != rows.end() ? row->name : "unknown";
}

}  // namespace

void append_json(std::string& out, const stores::thread& value) {
    object_text(out)
        .text("id", value.id)
        .text("resourceId", value.resource_id)
        .optional_text("title", value.title)
        .json("metadata", value.metadata)
        .time("createdAt", value.created_at)
        .time("updatedAt", value.updated_at)
        .done();
}

namespace {

void append_members(object_text& object, const stores::message& value) {
    object.text("id", value.id)
        .text("threadId", value.thread_id)
        .optional_text("resourceId", value.resource_id)
        .text("role", value.role)
        .text("type", value.type)
        .content("content", value.content)
        .json("toolCallIds", value.tool_call_ids)
        .json("toolCallArgs", value.tool_call_args)
        .json("toolNames", value.tool_names)
        .time("createdAt", value.created_at);
}

void append_message(std::string& out, const stores::message& value) {
    object_text object(out);
    append_members(object, value);
    object.done();
}

/// `append_record(message)` appends each to `out`.
template <class AppendRecord>
void append_clone(std::string& out, const stores::thread_clone& clone, AppendRecord append_record) {
    object_text object(out);
    append_array(object.value("thread", clone.clone).begin("clonedMessages"), clone.messages, append_record);
    append_map(object.begin("messageIdMap"), clone.message_ids);
    object.done();
}

}  // namespace

void append_json(std::string& out, const stores::message& value) {
    object_text object(out);
    append_members(object, value);
    object.time("updatedAt", value.updated_at).done();
}

std::string messages_json(const std::vector<stores::message>& messages) {
    std::string out;
    append_array(out, messages, [&out](const stores::message& value) { append_message(out, value); });
    return out;
}

std::string messages_json(const stores::page_of<stores::message>& page) {
    std::string out;
    append_page(out, "messages", page, [&out](const stores::message& value) { append_message(out, value); });
    return out;
}

std::string messages_json(const stores::thread_clone& clone) {
    std::string out;
    append_clone(out, clone, [&out](const stores::message& value) { append_message(out, value); });
    return out;
}

void append_json(std::string& out, const stores::resource& value) {
    object_text(out)
        .text("id", value.id)
        .optional_text("workingMemory", value.working_memory)
        .json("metadata", value.metadata)
        .time("createdAt", value.created_at)
        .time("updatedAt", value.updated_at)
        .done();
}

void append_json(std::string& out, const stores::page_of<stores::thread>& page) {
    append_page(out, "threads", page, [&out](const stores::thread& value) { append_json(out, value); });
}

void append_json(std::string& out, const stores::page_of<stores::message>& page) {
    append_page(out, "messages", page, [&out](const stores::message& value) { append_json(out, value); });
}

void append_json(std::string& out, const stores::thread_copy& copy) {
    object_text object(out);
    append_map(object.value("thread", copy.copy).begin("messageIdMap"), copy.message_ids);
    object.done();
}

void append_json(std::string& out, const stores::thread_clone& clone) {
    append_clone(out, clone, [&out](const stores::message& value) { append_json(out, value); });
}

void append_json(std::string& out, const stores::workflow_run& run) {
    object_text(out)
        .text("workflowName", run.workflow_name)
        .text("runId", run.run_id)
        .value("snapshot", run.snapshot)
        .optional_text("resourceId", run.resource_id)
        .time("createdAt", run.created_at)
        .time("updatedAt", run.updated_at)
        .done();
}

void append_json(std::string& out, const stores::workflow_run_list& list) {
    object_text(out).value("runs", list.runs).number("total", list.total).done();
}

// What another program stored need not be JSON: then it is a string, and the reply as a whole stays JSON.
void append_json(std::string& out, const json_text& value) {
    if (!append_canonical_json(out, value.text())) {
        out += json_text::of_string(value.text()).text();
    }
}

void append_json(std::string& out, const protocol::table_response& reply) {
    object_text(out).text("tableName", reply.table.table_name).text("status", reply.table.status).done();
}

void append_json(std::string& out, const error& fault) {
    const error_detail& detail = fault.detail();
    object_text object(out);
    object.text("code", name_of(fault.code())).text("kind", to_string(fault.kind())).text("message", fault.message());
    object_text more(object.begin("detail"));
    append_texts(more.begin("savedIds"), detail.saved_ids);
    append_texts(more.begin("unsavedIds"), detail.unsaved_ids);
    more.number("attempts", detail.attempts).number("httpStatus", detail.http_status).done();
    object.done();
}

std::string bad_arguments_json(std::string_view what) {
    std::string text;
    object_text(text).text("code", "invalid_argument").text("kind", "invalid_request").text("message", what).done();
    return text;
}

}  // namespace mastra::calls
