#include "stores/memory/thread_messages.hpp"

#include "mastra/core/limits.hpp"
#include "mastra/model/operations.hpp"
#include "stores/delete_items.hpp"
#include "stores/kind.hpp"
#include "stores/spill.hpp"

#include <iterator>
#include <utility>
#include <vector>

namespace mastra::stores {
namespace {

/// The keys of one page of messages, and what names their parts.
task<protocol::query_response> read_keys(operation op, std::string thread_id, std::optional<attribute_map> after,
                                         std::optional<std::int32_t> limit) {
    auto query = message_kind().entity().query("byThread", attribute_map{{"threadId", thread_id}});
    query.attributes({"pk", "sk", std::string(spill_attribute)});
    if (after) {
        query.after(*std::move(after));
    }
    if (limit) {
        query.limit(*limit);
    }
    co_return co_await send(op, query.params(op->table()));
}

/// Takes what fills whole batches; at the end, everything.
std::vector<attribute_map> take_batches(std::vector<attribute_map>& waiting, bool is_end) {
    const std::size_t rest = is_end ? 0 : waiting.size() % limits::max_batch_write_items;
    const auto end = waiting.end() - static_cast<std::ptrdiff_t>(rest);
    std::vector<attribute_map> taken(std::make_move_iterator(waiting.begin()), std::make_move_iterator(end));
    waiting.erase(waiting.begin(), end);
    return taken;
}

}  // namespace

task<deleted_messages> delete_some_messages(operation op, std::string thread_id, std::optional<attribute_map> after,
                                            std::optional<std::int32_t> limit) {
    MASTRA_CO_TRY(protocol::query_response page, co_await read_keys(op, thread_id, std::move(after), limit));
    MASTRA_CO_CHECK(co_await delete_items(op, page.items));
    deleted_messages deleted;
    deleted.count = static_cast<std::int64_t>(page.items.size());
    deleted.next = std::move(page.last_evaluated_key);
    co_return deleted;
}

task<std::int64_t> delete_messages_of(operation op, std::string thread_id) {
    std::int64_t count = 0;
    std::vector<attribute_map> waiting;
    std::optional<attribute_map> next;
    do {
        MASTRA_CO_TRY(protocol::query_response page, co_await read_keys(op, thread_id, std::move(next), {}));
        count += static_cast<std::int64_t>(page.items.size());
        next = std::move(page.last_evaluated_key);
        waiting.insert(waiting.end(), std::make_move_iterator(page.items.begin()),
                       std::make_move_iterator(page.items.end()));
        MASTRA_CO_CHECK(co_await delete_items(op, take_batches(waiting, !next)));
    } while (next);
    co_return count;
}

}  // namespace mastra::stores
