#include "mastra/calls/operations.hpp"

#include "calls/list_arguments.hpp"
#include "calls/thread_metadata.hpp"
#include "mastra/calls/rendered.hpp"

#include <array>
#include <utility>

namespace mastra::calls {
namespace {

using boost::asio::awaitable;
using stores::memory_store;
using stores::store_options;

// Mastra's messages have no updatedAt: who shows them to its users asks for none.
template <class Messages>
awaitable<std::string> rendered_messages(awaitable<result<Messages>> operation, const arguments& given) {
    return given.flag("updatedAt", true) ? rendered(std::move(operation))
                                         : rendered<Messages>(std::move(operation), messages_json);
}

awaitable<std::string> get_thread_by_id(const memory_store& store, const arguments& given,
                                        const store_options& options) {
    return rendered(store.get_thread_by_id(given.text("threadId"), given.optional_text("resourceId"), options));
}

awaitable<std::string> save_thread(const memory_store& store, const arguments& given, const store_options& options) {
    const arguments value = given.object("thread");
    return rendered(store.save_thread(
        stores::thread(value.text("id"), value.text("resourceId"), value.optional_text("title"), value.json("metadata"),
                       value.time("createdAt").value_or(timestamp()), value.time("updatedAt").value_or(timestamp())),
        options));
}

awaitable<std::string> update_thread(const memory_store& store, const arguments& given, const store_options& options) {
    return rendered(store.update_thread(
        stores::thread_update(given.text("id"), given.optional_text("title"), given.json("metadata")), options));
}

awaitable<std::string> delete_thread(const memory_store& store, const arguments& given, const store_options& options) {
    return rendered(store.delete_thread(given.text("threadId"), options));
}

awaitable<std::string> list_threads(const memory_store& store, const arguments& given, const store_options& options) {
    return rendered(store.list_threads(thread_query_of(given), options));
}

awaitable<std::string> copy_thread(const memory_store& store, const arguments& given, const store_options& options) {
    return rendered(store.copy_thread(copy_request_of(given), options));
}

awaitable<std::string> clone_thread(const memory_store& store, const arguments& given, const store_options& options) {
    return rendered_messages(store.clone_thread(copy_request_of(given), options), given);
}

awaitable<std::string> update_thread_resource_id(const memory_store& store, const arguments& given,
                                                 const store_options& options) {
    return rendered(store.update_thread_resource_id(given.text("threadId"), given.text("resourceId"), options));
}

awaitable<std::string> list_messages(const memory_store& store, const arguments& given, const store_options& options) {
    return rendered_messages(store.list_messages(message_query_of(given), options), given);
}

awaitable<std::string> list_messages_by_resource_id(const memory_store& store, const arguments& given,
                                                    const store_options& options) {
    return rendered_messages(store.list_messages_by_resource_id(resource_message_query_of(given), options), given);
}

awaitable<std::string> list_messages_by_id(const memory_store& store, const arguments& given,
                                           const store_options& options) {
    return rendered_messages(store.list_messages_by_id(given.texts("messageIds"), options), given);
}

stores::message message_of(const arguments& value) {
    stores::message made;
    made.id = value.text("id");
    made.thread_id = value.optional_text("threadId").value_or("");
    made.resource_id = value.optional_text("resourceId");
    made.role = value.text("role");
    made.type = value.optional_text("type").value_or("text");
    made.content = value.text_or_json("content");
    made.tool_call_ids = value.json("toolCallIds");
    made.tool_call_args = value.json("toolCallArgs");
    made.tool_names = value.json("toolNames");
    made.created_at = value.time("createdAt").value_or(timestamp());
    return made;
}

// For callers that have the messages already: what comes back would be as much as they sent.
std::string nothing_of(const std::vector<stores::message>& /*saved*/) {
    return "null";
}

awaitable<std::string> save_messages(const memory_store& store, const arguments& given, const store_options& options) {
    std::vector<stores::message> messages;
    for (const arguments& value : given.objects("messages")) {
        messages.push_back(message_of(value));
    }
    return given.flag("echo", true) ? rendered(store.save_messages(std::move(messages), options))
                                    : rendered(store.save_messages(std::move(messages), options), nothing_of);
}

stores::message_update change_of(const arguments& value) {
    stores::message_update change;
    change.id = value.text("id");
    change.thread_id = value.optional_text("threadId");
    change.resource_id = value.optional_text("resourceId");
    change.role = value.optional_text("role");
    change.type = value.optional_text("type");
    change.content = value.json("content");
    return change;
}

awaitable<std::string> update_messages(const memory_store& store, const arguments& given,
                                       const store_options& options) {
    std::vector<stores::message_update> changes;
    for (const arguments& value : given.objects("messages")) {
        changes.push_back(change_of(value));
    }
    return rendered_messages(store.update_messages(std::move(changes), options), given);
}

awaitable<std::string> delete_messages(const memory_store& store, const arguments& given,
                                       const store_options& options) {
    return rendered(store.delete_messages(given.texts("messageIds"), options));
}

awaitable<std::string> get_resource_by_id(const memory_store& store, const arguments& given,
                                          const store_options& options) {
    return rendered(store.get_resource_by_id(given.text("resourceId"), options));
}

awaitable<std::string> save_resource(const memory_store& store, const arguments& given, const store_options& options) {
    const arguments value = given.object("resource");
    return rendered(store.save_resource(
        stores::resource(value.text("id"), value.optional_text("workingMemory"), value.json("metadata"),
                         value.time("createdAt").value_or(timestamp()), value.time("updatedAt").value_or(timestamp())),
        options));
}

awaitable<std::string> update_resource(const memory_store& store, const arguments& given,
                                       const store_options& options) {
    return rendered(store.update_resource(given.text("resourceId"), given.optional_text("workingMemory"),
                                          given.json("metadata"), options));
}

struct entry {
    std::string_view name;
    awaitable<std::string> (*begin)(const memory_store& store, const arguments& given, const store_options& options);
};
constexpr std::array operations{
    entry{"getThreadById", get_thread_by_id},
    entry{"saveThread", save_thread},
    entry{"updateThread", update_thread},
    entry{"mergeThreadMetadata", merge_thread_metadata},
    entry{"deleteThread", delete_thread},
    entry{"listThreads", list_threads},
    entry{"copyThread", copy_thread},
    entry{"cloneThread", clone_thread},
    entry{"updateThreadResourceId", update_thread_resource_id},
    entry{"listMessages", list_messages},
    entry{"listMessagesByResourceId", list_messages_by_resource_id},
    entry{"listMessagesById", list_messages_by_id},
    entry{"saveMessages", save_messages},
    entry{"updateMessages", update_messages},
    entry{"deleteMessages", delete_messages},
    entry{"getResourceById", get_resource_by_id},
    entry{"saveResource", save_resource},
    entry{"updateResource", update_resource},
};

}  // namespace

void add_memory_operations(operation_table& table, const client::dynamodb_client& client,
                           const stores::store_config& config) {
    const memory_store store(client, config);
    for (const auto& [name, begin] : operations) {
        table.emplace(name, [store, begin = begin](const arguments& given, const store_options& options) {
            return begin(store, given, options);
        });
    }
}

}  // namespace mastra::calls
