#include "stores/index_read.hpp"

#include "mastra/client/pages.hpp"

#include <algorithm>
#include <utility>

namespace mastra::stores {
namespace {

/// DynamoDB stops at 1 MB anyway; a larger limit only makes the last page larger than needed.
constexpr std::int32_t largest_limit = 1000;

/// The field that the rows are sorted by (stores/table.hpp names them so).
std::string sort_field_of(const protocol::query_request& request) {
    return request.index_name ? *request.index_name + "sk" : "sk";
}

}  // namespace

task<index_rows> read_rows(operation op, model::query_builder query, row_range range, sort_direction direction) {
    ordered_window window(range.offset, range.count, direction);
    query.descending(direction == sort_direction::descending);
    model::query_builder rest = query;
    std::optional<attribute_map> next;
    std::int32_t limit = 0;
    do {
        if (const auto wanted = window.wanted()) {
            // Where a filter lets little through, each further page looks at twice as many rows.
            limit = std::min(std::max(*wanted, 2 * limit), largest_limit);
            query.limit(limit);
        }
        if (next) {
            query.after(*std::move(next));
        }
        auto request = query.params(op->table());
        const std::string sort_field = request.has_value() ? sort_field_of(*request) : std::string();
        MASTRA_CO_TRY(protocol::query_response page, co_await send(op, std::move(request)));
        for (auto& row : page.items) {
            window.add(std::move(row), sort_field);
        }
        next = std::move(page.last_evaluated_key);
    } while (next && !window.complete());
    window.finish();
    index_rows read;
    read.has_more = window.has_more();
    read.seen = window.seen();
    if (next) {
        read.rest = std::move(rest.after(*std::move(next)));
    }
    read.rows = std::move(window).release();
    co_return read;
}

task<std::int64_t> count_rows(operation op, model::query_builder query) {
    query.count_only();
    MASTRA_CO_TRY(protocol::query_request request, query.params(op->table()));
    MASTRA_CO_CHECK(check_not_cancelled(co_await boost::asio::this_coro::cancellation_state));
    co_return co_await client::count_all(op->client, std::move(request), op->call);
}

task<counted_rows> read_counted_rows(operation op, model::query_builder query, row_range range,
                                     sort_direction direction) {
    counted_rows rows;
    if (range.count == 0) {
        MASTRA_CO_TRY(rows.total, co_await count_rows(op, std::move(query)));
        co_return rows;
    }
    MASTRA_CO_TRY(index_rows read, co_await read_rows(op, std::move(query), range, direction));
    if (read.rest) {
        MASTRA_CO_TRY(rows.total, co_await count_rows(op, *std::move(read.rest)));
    }
    rows.total += read.seen;
    rows.rows = std::move(read.rows);
    co_return rows;
}

}  // namespace mastra::stores
