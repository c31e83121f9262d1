// Partial changes of messages, each atomic (contract section 3.1, updateMessages).
#include "mastra/client/parallel.hpp"
#include "stores/memory/renew_messages.hpp"
#include "stores/memory/state.hpp"
#include "stores/metadata.hpp"

#include <fmt/format.h>

#include <map>
#include <set>
#include <utility>

namespace mastra::stores {
namespace {

namespace asio = boost::asio;

result<void> check_update(const message_update& change) {
    MASTRA_CHECK(check_id(message_kind(), change.id));
    if (change.thread_id) {
        MASTRA_CHECK(check_id(thread_kind(), *change.thread_id));
    }
    if (change.content && !change.content->is_object()) {
        return error(store_errc::invalid_argument,
                     fmt::format("the content of message {} must be a JSON object", change.id));
    }
    if (change.resource_id && change.resource_id->empty()) {
        return error(store_errc::invalid_argument,
                     fmt::format("the resource_id of message {} must not be empty", change.id));
    }
    return {};
}

result<void> apply(message& value, const message_update& change) {
    value.thread_id = change.thread_id.value_or(value.thread_id);
    value.resource_id = change.resource_id ? change.resource_id : value.resource_id;
    value.role = change.role.value_or(value.role);
    value.type = change.type.value_or(value.type);
    if (change.content) {
        MASTRA_TRY(json_text merged, merged_content(value.content, *change.content));
        value.content = std::move(merged).release();
    }
    return {};
}

/// The changes of one message, in the caller's order, and the threads it was in.
struct message_changes {
    std::string id;
    std::vector<message_update> changes;
    std::set<std::string> thread_ids;
    std::optional<message> updated;
};

std::vector<message_changes> by_message(std::vector<message_update> changes) {
    std::vector<message_changes> grouped;
    std::map<std::string, std::size_t> positions;
    for (auto& change : changes) {
        const auto [at, inserted] = positions.emplace(change.id, grouped.size());
        if (inserted) {
            grouped.push_back(message_changes{change.id, {}, {}, {}});
        }
        grouped[at->second].changes.push_back(std::move(change));
    }
    return grouped;
}

task<void> update_one(operation op, located_item stored, message_changes& all) {
    record_edit<message> edit(op, all.id);
    edit.apply = [&all, op](std::optional<message>& current) -> result<edit_step> {
        if (!current) {
            return edit_step::unchanged;
        }
        all.thread_ids = {current->thread_id};
        for (const auto& change : all.changes) {
            MASTRA_CHECK(apply(*current, change));
        }
        all.thread_ids.insert(current->thread_id);
        current->updated_at = next_update_time(op, current->updated_at);
        return edit_step::changed;
    };
    MASTRA_CO_TRY(all.updated, co_await edit_loaded<message>(std::move(stored), std::move(edit)));
    co_return result<void>();
}

}  // namespace

task<std::vector<message>> memory_store::update_messages(std::vector<message_update> changes,
                                                         store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    for (const auto& change : changes) {
        MASTRA_CO_CHECK(check_update(change));
    }
    const operation op = state_->begin(options);
    std::vector<message_changes> grouped = by_message(std::move(changes));
    std::vector<std::string> ids;
    for (const auto& all : grouped) {
        ids.push_back(all.id);
    }
    MASTRA_CO_TRY(auto found, co_await find_items(op, message_kind(), to_record_ids(std::move(ids)), true));
    std::erase_if(grouped, [&](const message_changes& all) { return found.count(all.id) == 0; });
    MASTRA_CO_CHECK(co_await client::for_each_parallel(
        grouped.size(), op->config->max_parallel_requests,
        [&](std::size_t i) { return update_one(op, found.at(grouped[i].id), grouped[i]); }));
    std::vector<message> updated;
    std::set<std::string> thread_ids;
    for (auto& all : grouped) {
        if (all.updated) {
            updated.push_back(*std::move(all.updated));
            thread_ids.merge(all.thread_ids);
        }
    }
    MASTRA_CO_CHECK(co_await state_->touches.touch(op, thread_ids));
    MASTRA_CO_CHECK(co_await renew_messages(op, std::move(thread_ids)));
    co_return updated;
}

}  // namespace mastra::stores
