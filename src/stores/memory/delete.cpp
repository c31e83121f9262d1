// Deleting messages, and threads with everything in them.
#include "stores/delete_items.hpp"
#include "stores/erase_exact.hpp"
#include "stores/exact_items.hpp"
#include "stores/memory/renew_messages.hpp"
#include "stores/memory/state.hpp"
#include "stores/memory/thread_messages.hpp"

#include <set>
#include <utility>

namespace mastra::stores {
namespace {

namespace asio = boost::asio;

/// The messages to delete. What an eventually consistent read does not know may have been saved just now.
task<places> survey_doomed(operation op, std::vector<record_id> ids) {
    const bool consistent = op->config->consistent_reads;
    MASTRA_CO_TRY(places found, co_await survey(op, message_kind(), ids, consistent));
    std::erase_if(ids, [&](const record_id& id) { return found.own.count(id.text()) != 0; });
    if (!consistent && !ids.empty()) {
        MASTRA_CO_TRY(places late, co_await survey(op, message_kind(), std::move(ids), true));
        found.own.merge(late.own);
        found.twins.insert(found.twins.end(), late.twins.begin(), late.twins.end());
    }
    co_return found;
}

}  // namespace

task<void> memory_store::delete_messages(std::vector<std::string> ids, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    for (const auto& id : ids) {
        MASTRA_CO_CHECK(check_id(message_kind(), id));
    }
    if (ids.empty()) {
        co_return result<void>();
    }
    const operation op = state_->begin(options);
    MASTRA_CO_TRY(const places found, co_await survey_doomed(op, to_record_ids(std::move(ids))));
    std::vector<attribute_map> items = found.twins;
    std::set<std::string> thread_ids;
    for (const auto& [id, located] : found.own) {
        items.push_back(located.item);
        if (const std::string* thread_id = located.item.find_string("threadId"); thread_id && !thread_id->empty()) {
            thread_ids.insert(*thread_id);
        }
    }
    MASTRA_CO_CHECK(co_await delete_items(op, items));
    MASTRA_CO_CHECK(co_await state_->touches.touch(op, thread_ids));
    co_return co_await renew_messages(op, std::move(thread_ids));
}

task<void> memory_store::delete_thread(std::string thread_id, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    MASTRA_CO_CHECK(check_id(thread_kind(), thread_id));
    const operation op = state_->begin(options);
    // Messages first: after a crash the thread is still listed, and deleting it again ends the work.
    MASTRA_CO_CHECK(co_await delete_messages_of(op, thread_id));
    MASTRA_CO_CHECK(co_await erase_exact(op, thread_kind(), thread_id));
    for (int sweep = 0; sweep < most_sweeps; ++sweep) {
        MASTRA_CO_TRY(const std::int64_t late, co_await delete_messages_of(op, thread_id));
        if (late == 0) {
            break;
        }
    }
    co_return result<void>();
}

}  // namespace mastra::stores
