// Copying a thread, and giving it to another resource (contract section 3.1, copyThread and updateThreadResourceId).
#include "mastra/client/pages.hpp"
#include "mastra/client/parallel.hpp"
#include "mastra/core/error_detail.hpp"
#include "mastra/core/random.hpp"
#include "stores/item_update.hpp"
#include "stores/item_write.hpp"
#include "stores/memory/message_reader.hpp"
#include "stores/memory/message_writer.hpp"
#include "stores/memory/state.hpp"
#include "stores/metadata.hpp"
#include "stores/record_codec.hpp"
#include "stores/spill_io.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace mastra::stores {
namespace {

namespace asio = boost::asio;

error not_found(const std::string& thread_id) {
    return error(store_errc::thread_not_found, fmt::format("thread {}", thread_id));
}

task<std::vector<message>> messages_to_copy(operation op, const thread_copy_request& request) {
    const std::vector<std::string> thread_ids(1, request.source_thread_id);
    message_scope scope;
    scope.created = request.created;
    MASTRA_CO_TRY(std::vector<message> messages,
                  co_await read_everything(op, thread_ids, scope, std::vector<metadata_match>(), ordering()));
    if (!request.message_ids.empty()) {
        const std::set<std::string> wanted(request.message_ids.begin(), request.message_ids.end());
        std::erase_if(messages, [&](const message& m) { return wanted.count(m.id) == 0; });
    }
    const auto size = static_cast<std::int64_t>(messages.size());
    if (request.message_limit && *request.message_limit < size) {
        messages.erase(messages.begin(), messages.begin() + (size - std::max<std::int64_t>(*request.message_limit, 0)));
    }
    co_return messages;
}

/// `{...metadata, clone: {sourceThreadId, clonedAt, lastMessageId?}}`
result<json_text> clone_metadata(const operation& op, const thread_copy_request& request,
                                 const std::vector<message>& messages) {
    json_object clone;
    clone.set("sourceThreadId", json_text::of_string(request.source_thread_id));
    clone.set("clonedAt", json_text::of_string(op->now_text()));
    if (!messages.empty()) {
        clone.set("lastMessageId", json_text::of_string(messages.back().id));
    }
    json_object holder;
    holder.set("clone", clone.to_text());
    return merged_metadata(request.metadata, holder.to_text());
}

std::string clone_title(const thread_copy_request& request, const thread& source) {
    if (request.title) {
        return *request.title;
    }
    return source.title && !source.title->empty() ? "Clone of " + *source.title : std::string();
}

bool is_same_write(const attribute_map& written, const attribute_map& rejected) {
    return std::all_of(written.begin(), written.end(), [&](const auto& entry) {
        const attribute_value* there = rejected.find(entry.name);
        return there != nullptr && *there == entry.value;
    });
}

/// Creates the new thread, so that its id is ours before any message is written. Errors: thread_exists.
task<void> create_thread(operation op, const thread& value) {
    attribute_map attributes = to_attributes(value);
    MASTRA_CO_CHECK(set_ttl(op, thread_kind(), attributes));
    MASTRA_CO_TRY(attribute_map item, thread_kind().entity().to_item(std::move(attributes)));
    MASTRA_CO_TRY(spilled_item fitted, fit(op, thread_kind(), std::move(item)));
    MASTRA_CO_CHECK(co_await write_parts(op, std::move(fitted.parts)));
    item_write write;
    write.set = std::move(fitted.item);
    if (!write.set.contains(spill_attribute)) {
        write.removed.emplace_back(spill_attribute);
    }
    write.where = expression::attr("pk").not_exists();
    if (is_ttl_enabled(entity_kind::thread, op->config->ttl)) {
        write.where = std::move(write.where) || (own(value.id) && expired(op, thread_kind()));
    }
    auto reply = co_await write_exact(op, thread_kind(), value.id, std::move(write));
    if (reply.has_value()) {
        co_return result<void>();
    }
    if (!reply.error().is(service_errc::conditional_check_failed)) {
        co_return std::move(reply).error();
    }
    attribute_map ours = to_attributes(value);
    const auto& rejected = reply.error().detail().rejected_item;
    if (rejected && is_same_write(ours, *rejected)) {
        co_return result<void>();  // our own write, whose reply was lost
    }
    co_return error(store_errc::thread_exists, fmt::format("thread {}", value.id));
}

/// The messages of a thread that belong to another resource than this one.
task<std::vector<std::string>> ids_of_other_owners(operation op, std::string thread_id, std::string resource_id) {
    auto query = message_kind().entity().query("byThread", attribute_map{{"threadId", thread_id}});
    query.where(not_expired(op, message_kind()) && (expression::attr("resourceId").not_exists() ||
                                                    expression::attr("resourceId") != attribute_value(resource_id)));
    query.attributes({"id"});
    MASTRA_CO_TRY(protocol::query_request request, query.params(op->table()));
    MASTRA_CO_CHECK(check_not_cancelled(co_await boost::asio::this_coro::cancellation_state));
    MASTRA_CO_TRY(const std::vector<attribute_map> rows,
                  co_await client::read_all(op->client, std::move(request), op->call));
    std::vector<std::string> ids;
    for (const auto& row : rows) {
        if (const std::string* id = row.find_string("id")) {
            ids.push_back(*id);
        }
    }
    co_return ids;
}

/// Its lifetime begins anew, unless it has parts: they are not written and would be gone before it.
task<void> give_message(operation op, std::string id, std::string resource_id) {
    item_write write;
    write.set = attribute_map{{"resourceId", std::move(resource_id)}, {"updatedAt", op->now_text()}};
    write.where = own(id) && not_expired(op, message_kind());
    item_write renewing = write;
    MASTRA_CO_CHECK(set_ttl(op, message_kind(), renewing.set));
    renewing.where = std::move(renewing.where) && expression::attr(std::string(spill_attribute)).not_exists();
    if (renewing.set.size() > write.set.size()) {
        auto renewed = co_await write_existing(op, message_kind(), id, std::move(renewing));
        if (renewed.has_value() || !renewed.error().is(service_errc::conditional_check_failed)) {
            MASTRA_CO_CHECK(std::move(renewed));
            co_return result<void>();
        }
    }
    MASTRA_CO_CHECK(co_await write_existing(op, message_kind(), std::move(id), std::move(write)));
    co_return result<void>();
}

/// Returns how many messages changed hands.
task<std::size_t> give_messages(operation op, std::string thread_id, std::string resource_id) {
    MASTRA_CO_TRY(const std::vector<std::string> ids,
                  co_await ids_of_other_owners(op, std::move(thread_id), resource_id));
    MASTRA_CO_CHECK(
        co_await client::for_each_parallel(ids.size(), op->config->max_parallel_requests,
                                           [&](std::size_t i) { return give_message(op, ids[i], resource_id); }));
    co_return ids.size();
}

}  // namespace

task<thread_copy> memory_store::copy_thread(thread_copy_request request, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    MASTRA_CO_CHECK(check_metadata(request.metadata));
    MASTRA_CO_TRY(const std::optional<thread> source,
                  co_await get_thread_by_id(request.source_thread_id, std::nullopt, options));
    if (!source) {
        co_return not_found(request.source_thread_id);
    }
    const operation op = state_->begin(options);
    thread_copy made;
    made.copy.id = request.new_thread_id ? *request.new_thread_id : make_uuid();
    MASTRA_CO_CHECK(check_id(thread_kind(), made.copy.id));
    made.copy.resource_id = request.resource_id.value_or(source->resource_id);
    made.copy.title = clone_title(request, *source);
    made.copy.created_at = made.copy.updated_at = op->now;
    MASTRA_CO_TRY(std::vector<message> messages, co_await messages_to_copy(op, request));
    MASTRA_CO_TRY(made.copy.metadata, clone_metadata(op, request, messages));
    MASTRA_CO_CHECK(co_await create_thread(op, made.copy));
    std::vector<placed_message> placed;
    std::vector<std::string> new_ids;
    for (auto& value : messages) {
        std::string new_id = make_uuid();
        new_ids.push_back(new_id);
        made.message_ids.emplace_back(std::exchange(value.id, std::move(new_id)), new_ids.back());
        value.thread_id = made.copy.id;
        value.resource_id = made.copy.resource_id;
        value.updated_at = op->now;
        placed.push_back(placed_message{std::move(value), key_form::shared});
    }
    if (!placed.empty()) {
        MASTRA_CO_TRY(const save_report report, co_await write_messages(op, std::move(placed)));
        MASTRA_CO_CHECK(to_result(report, new_ids, "messages"));
    }
    co_return made;
}

task<thread_clone> memory_store::clone_thread(thread_copy_request request, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    MASTRA_CO_TRY(thread_copy made, co_await copy_thread(std::move(request), options));
    // By id and not through the index, which may lag behind.
    std::vector<std::string> ids;
    for (const auto& [source, copy] : made.message_ids) {
        ids.push_back(copy);
    }
    thread_clone clone;
    MASTRA_CO_TRY(clone.messages, co_await list_messages_by_id(std::move(ids), options));
    clone.clone = std::move(made.copy);
    clone.message_ids = std::move(made.message_ids);
    co_return clone;
}

task<thread> memory_store::update_thread_resource_id(std::string thread_id, std::string resource_id,
                                                     store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    if (resource_id.empty()) {
        co_return error(store_errc::invalid_argument, "the resource_id of a thread must not be empty");
    }
    MASTRA_CO_TRY(std::optional<thread> current, co_await get_thread_by_id(thread_id, std::nullopt, options));
    if (!current) {
        co_return not_found(thread_id);
    }
    if (current->resource_id == resource_id) {
        co_return *std::move(current);
    }
    const operation op = state_->begin(options);
    // Messages first and the thread last: after an error the call can simply be made again.
    MASTRA_CO_CHECK(co_await give_messages(op, thread_id, resource_id));
    record_edit<thread> edit(op, thread_id);
    edit.apply = [op, thread_id, resource_id](std::optional<thread>& value) -> result<edit_step> {
        if (!value) {
            return not_found(thread_id);
        }
        value->resource_id = resource_id;
        value->updated_at = next_update_time(op, value->updated_at);
        return edit_step::changed;
    };
    MASTRA_CO_TRY(std::optional<thread> moved, co_await state_->threads.edit(std::move(edit)));
    for (int sweep = 0; sweep < most_sweeps; ++sweep) {
        MASTRA_CO_TRY(const std::size_t late, co_await give_messages(op, thread_id, resource_id));
        if (late == 0) {
            break;
        }
    }
    if (!moved) {
        co_return not_found(thread_id);
    }
    co_return *std::move(moved);
}

}  // namespace mastra::stores
