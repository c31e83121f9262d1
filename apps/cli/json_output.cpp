#include "cli/json_output.hpp"

#include <cmath>

namespace mastra::cli {

json_text json_of(std::string_view text) {
    return json_text::of_string(text);
}
json_text json_of(const std::string& text) {
    return json_text::of_string(text);
}
json_text json_of(const char* text) {
    return json_text::of_string(text);
}
json_text json_of(std::int64_t number) {
    return json_text::trusted(std::to_string(number));
}
json_text json_of(int number) {
    return json_text::trusted(std::to_string(number));
}
json_text json_of(timestamp time) {
    return json_text::of_string(to_iso_string(time));
}
json_text json_of(json_text value) {
    return value;
}

json_text json_of(double number) {
    return json_text::trusted(std::isfinite(number) ? javascript_number_text(number) : "null");
}

json_text json_array(const std::vector<json_text>& values) {
    std::string text = "[";
    for (const json_text& value : values) {
        if (text.size() > 1) {
            text += ',';
        }
        text += value.text();
    }
    return json_text::trusted(text + "]");
}

json_text content_json(const std::string& content) {
    if (content.starts_with('{')) {
        if (result<json_text> parsed = json_text::parse(content); parsed && parsed->text() == content) {
            return *std::move(parsed);
        }
    }
    return json_text::of_string(content);
}

json_text json_of(const stores::thread& thread) {
    json_object_builder object;
    object.add("id", thread.id).add("resourceId", thread.resource_id).add("title", thread.title);
    object.add("metadata", thread.metadata).add("createdAt", thread.created_at);
    return object.add("updatedAt", thread.updated_at).done();
}

json_text json_of(const stores::message& message) {
    json_object_builder object;
    object.add("id", message.id).add("threadId", message.thread_id).add("resourceId", message.resource_id);
    object.add("role", message.role).add("type", message.type).add("content", content_json(message.content));
    object.add("toolCallIds", message.tool_call_ids).add("toolCallArgs", message.tool_call_args);
    object.add("toolNames", message.tool_names).add("createdAt", message.created_at);
    return object.add("updatedAt", message.updated_at).done();
}

json_text json_of(const stores::resource& resource) {
    json_object_builder object;
    object.add("id", resource.id).add("workingMemory", resource.working_memory).add("metadata", resource.metadata);
    return object.add("createdAt", resource.created_at).add("updatedAt", resource.updated_at).done();
}

json_text json_of(const stores::table_fault& fault) {
    return json_object_builder().add("what", fault.what).add("fix", fault.fix).add("fatal", fault.fatal).done();
}

}  // namespace mastra::cli
