#include "stores/index_read.hpp"

#include "mastra/client/pages.hpp"

#include <algorithm>
#include <utility>

namespace mastra::stores {
namespace {

/// DynamoDB stops at 1 MB anyway; a larger limit only makes the last page larger than needed.
constexpr std::int32_t largest_limit = 1000;

}  // namespace

task<index_rows> read_rows(operation op, model::query_builder query, row_range range, sort_direction direction) {
    ordered_window window(range.offset, range.count, direction);
    query.descending(direction == sort_direction::descending);
    std::optional<attribute_map> next;
    do {
        if (const auto wanted = window.wanted()) {
            query.limit(std::min(*wanted, largest_limit));
        }
        if (next) {
            query.after(*std::move(next));
        }
        MASTRA_CO_TRY(protocol::query_response page, co_await send(op, query.params(op->table())));
        for (auto& row : page.items) {
            const std::string* sort_key = row.find_string("gsi1sk");
            std::string key = sort_key ? *sort_key : std::string();
            window.add(key, std::move(row));
        }
        next = std::move(page.last_evaluated_key);
    } while (next && !window.complete());
    window.finish();
    index_rows read;
    read.has_more = window.has_more();
    read.rows = std::move(window).release();
    co_return read;
}

task<std::int64_t> count_rows(operation op, model::query_builder query) {
    query.count_only();
    MASTRA_CO_TRY(protocol::query_request request, query.params(op->table()));
    MASTRA_CO_CHECK(co_await check_cancelled());
    co_return co_await client::count_all(op->client, std::move(request), op->call);
}

}  // namespace mastra::stores
