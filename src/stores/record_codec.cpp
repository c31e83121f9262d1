#include "stores/record_codec.hpp"

#include "stores/item_fields.hpp"

#include <string>
#include <utility>

namespace mastra::stores {

attribute_map to_attributes(const thread& value) {
    attribute_map item{{"createdAt", to_iso_string(value.created_at)},
                       {"id", value.id},
                       {"resourceId", value.resource_id},
                       {"updatedAt", to_iso_string(value.updated_at)}};
    set_if(item, "title", value.title);
    set_if(item, "metadata", value.metadata);
    return item;
}

attribute_map to_attributes(const message& value) {
    attribute_map item{{"content", value.content},
                       {"createdAt", to_iso_string(value.created_at)},
                       {"id", value.id},
                       {"role", value.role},
                       {"threadId", value.thread_id},
                       {"type", value.type},
                       {"updatedAt", to_iso_string(value.updated_at)}};
    set_if(item, "resourceId", value.resource_id);
    set_if(item, "toolCallIds", value.tool_call_ids);
    set_if(item, "toolCallArgs", value.tool_call_args);
    set_if(item, "toolNames", value.tool_names);
    return item;
}

attribute_map to_attributes(const resource& value) {
    attribute_map item{{"createdAt", to_iso_string(value.created_at)},
                       {"id", value.id},
                       {"updatedAt", to_iso_string(value.updated_at)}};
    set_if(item, "workingMemory", value.working_memory);
    set_if(item, "metadata", value.metadata);
    return item;
}

result<std::optional<thread>> to_thread(const attribute_map& item) {
    const std::string* id = item.find_string("id");
    const std::string* resource_id = item.find_string("resourceId");
    if (id == nullptr || resource_id == nullptr || !item.contains("createdAt")) {
        return std::optional<thread>();
    }
    MASTRA_TRY(const timestamp created, time_of(item, "createdAt"));
    MASTRA_TRY(const timestamp updated, time_of(item, "updatedAt", created));
    return std::optional<thread>(
        thread{*id, *resource_id, text_of(item, "title"), json_of(item, "metadata"), created, updated});
}

result<std::optional<message>> to_message(const attribute_map& item) {
    const std::string* id = item.find_string("id");
    const std::string* thread_id = item.find_string("threadId");
    std::optional<json_text> content = json_of(item, "content");
    if (id == nullptr || thread_id == nullptr || !content || !item.contains("createdAt")) {
        return std::optional<message>();
    }
    MASTRA_TRY(const timestamp created, time_of(item, "createdAt"));
    MASTRA_TRY(const timestamp updated, time_of(item, "updatedAt", created));
    message value;
    value.id = *id;
    value.thread_id = *thread_id;
    value.resource_id = text_of(item, "resourceId");
    value.role = text_of(item, "role").value_or("");
    value.type = text_of(item, "type").value_or("text");
    value.content = std::move(*content).release();
    value.tool_call_ids = json_of(item, "toolCallIds");
    value.tool_call_args = json_of(item, "toolCallArgs");
    value.tool_names = json_of(item, "toolNames");
    value.created_at = created;
    value.updated_at = updated;
    return std::optional<message>(std::move(value));
}

result<std::optional<resource>> to_resource(const attribute_map& item) {
    const std::string* id = item.find_string("id");
    if (id == nullptr || !item.contains("createdAt")) {
        return std::optional<resource>();
    }
    MASTRA_TRY(const timestamp created, time_of(item, "createdAt"));
    MASTRA_TRY(const timestamp updated, time_of(item, "updatedAt", created));
    return std::optional<resource>(
        resource{*id, text_of(item, "workingMemory"), json_of(item, "metadata"), created, updated});
}

}  // namespace mastra::stores
