#include "stores/memory/thread_messages.hpp"

#include "mastra/model/operations.hpp"
#include "stores/delete_items.hpp"
#include "stores/kind.hpp"
#include "stores/spill.hpp"

#include <utility>

namespace mastra::stores {

task<deleted_messages> delete_some_messages(operation op, std::string thread_id, std::optional<attribute_map> after,
                                            std::optional<std::int32_t> limit) {
    auto query = message_kind().entity().query("byThread", attribute_map{{"threadId", thread_id}});
    query.attributes({"pk", "sk", std::string(spill_attribute)});
    if (after) {
        query.after(*std::move(after));
    }
    if (limit) {
        query.limit(*limit);
    }
    MASTRA_CO_TRY(protocol::query_response page, co_await send(op, query.params(op->table())));
    MASTRA_CO_CHECK(co_await delete_items(op, page.items));
    deleted_messages deleted;
    deleted.count = static_cast<std::int64_t>(page.items.size());
    deleted.next = std::move(page.last_evaluated_key);
    co_return deleted;
}

task<std::int64_t> delete_messages_of(operation op, std::string thread_id) {
    std::int64_t count = 0;
    std::optional<attribute_map> next;
    do {
        MASTRA_CO_TRY(deleted_messages page, co_await delete_some_messages(op, thread_id, std::move(next), {}));
        count += page.count;
        next = std::move(page.next);
    } while (next);
    co_return count;
}

}  // namespace mastra::stores
