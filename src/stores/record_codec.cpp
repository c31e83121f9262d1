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

// By hand, because an initializer list would copy each value once more: messages are large.
attribute_map to_attributes(const message& value) {
    attribute_map::storage entries;
    entries.reserve(20);  // room for keys and markers too
    entries.push_back({"content", value.content});
    entries.push_back({"createdAt", to_iso_string(value.created_at)});
    entries.push_back({"id", value.id});
    entries.push_back({"role", value.role});
    entries.push_back({"threadId", value.thread_id});
    entries.push_back({"type", value.type});
    entries.push_back({"updatedAt", to_iso_string(value.updated_at)});
    attribute_map item = attribute_map::from_sorted(std::move(entries));
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

result<std::optional<message>> to_message(attribute_map item) {
    const bool is_whole = item.find_string("id") && item.find_string("threadId") && item.contains("createdAt") &&
                          item.contains("content");
    if (!is_whole) {
        return std::optional<message>();
    }
    MASTRA_TRY(const timestamp created, time_of(item, "createdAt"));
    MASTRA_TRY(const timestamp updated, time_of(item, "updatedAt", created));
    std::optional<message> read(std::in_place);
    message& value = *read;
    value.id = *take_text(item, "id");
    value.thread_id = *take_text(item, "threadId");
    value.resource_id = take_text(item, "resourceId");
    value.role = take_text(item, "role").value_or("");
    value.type = take_text(item, "type").value_or("text");
    value.content = (*take_json(item, "content")).release();
    value.tool_call_ids = take_json(item, "toolCallIds");
    value.tool_call_args = take_json(item, "toolCallArgs");
    value.tool_names = take_json(item, "toolNames");
    value.created_at = created;
    value.updated_at = updated;
    return read;
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
