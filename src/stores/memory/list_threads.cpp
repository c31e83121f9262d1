// The list of threads: of one resource by its index, or of the whole table by a scan (contract section 3.1,
// listThreads).
#include "mastra/client/pages.hpp"
#include "stores/decode_items.hpp"
#include "stores/exact_items.hpp"
#include "stores/index_read.hpp"
#include "stores/memory/state.hpp"
#include "stores/memory/thread_reader.hpp"
#include "stores/metadata.hpp"
#include "stores/record_codec.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace mastra::stores {
namespace {

namespace asio = boost::asio;

/// The resource's threads by creation time.
task<page_of<thread>> indexed_threads(operation op, thread_query query, row_range rows) {
    MASTRA_CO_TRY(counted_rows read, co_await read_counted_rows(op, resource_threads(op, *query.resource_id), rows,
                                                                query.order.direction));
    page_of<thread> page;
    page.asked = query.paging;
    MASTRA_CO_TRY(page.records, co_await decode_items<thread>(op, thread_kind(), std::move(read.rows), to_thread));
    page.total = rows.count ? read.total : static_cast<std::int64_t>(page.records.size());
    page.has_more = rows_follow(rows, page.total);
    co_return page;
}

task<std::vector<attribute_map>> scan_threads(operation op) {
    MASTRA_CO_TRY(protocol::scan_request request,
                  thread_kind().entity().scan().where(not_expired(op, thread_kind())).params(op->table()));
    std::vector<attribute_map> items;
    MASTRA_CO_CHECK(check_not_cancelled(co_await boost::asio::this_coro::cancellation_state));
    MASTRA_CO_CHECK(co_await client::scan_segments(
        op->client, std::move(request), scan_segments_at_once,
        [&](protocol::page_response& page) {
            items.insert(items.end(), std::make_move_iterator(page.items.begin()),
                         std::make_move_iterator(page.items.end()));
            return client::page_step::more;
        },
        op->call));
    co_return items;
}

task<std::vector<attribute_map>> all_rows(operation op, std::optional<std::string> resource_id) {
    if (!resource_id) {
        co_return co_await scan_threads(op);
    }
    MASTRA_CO_TRY(index_rows read,
                  co_await read_rows(op, resource_threads(op, *resource_id), row_range{}, sort_direction::ascending));
    co_return std::move(read.rows);
}

bool comes_before(const thread& a, const thread& b, const ordering& order) {
    const auto key = [&](const thread& t) {
        return std::tie(order.field == sort_field::created_at ? t.created_at : t.updated_at, t.id);
    };
    return order.direction == sort_direction::ascending ? key(a) < key(b) : key(b) < key(a);
}

/// A filter, another order or all resources: everything must be read.
task<page_of<thread>> filtered_threads(operation op, thread_query query, row_range rows) {
    MASTRA_CO_TRY(std::vector<attribute_map> items, co_await all_rows(op, query.resource_id));
    MASTRA_CO_TRY(std::vector<thread> threads,
                  co_await decode_items<thread>(op, thread_kind(), std::move(items), to_thread));
    std::erase_if(threads, [&](const thread& t) { return !matches_all(t.metadata, query.metadata); });
    std::sort(threads.begin(), threads.end(),
              [&](const thread& a, const thread& b) { return comes_before(a, b, query.order); });
    page_of<thread> page;
    page.asked = query.paging;
    page.total = static_cast<std::int64_t>(threads.size());
    page.has_more = rows_follow(rows, page.total);
    const std::int64_t begin = std::min(rows.offset, page.total);
    const std::int64_t end = rows.count ? std::min(rows.offset + *rows.count, page.total) : page.total;
    page.records.assign(std::make_move_iterator(threads.begin() + begin),
                        std::make_move_iterator(threads.begin() + end));
    co_return page;
}

}  // namespace

model::query_builder resource_threads(const operation& op, const std::string& resource_id) {
    auto query = thread_kind().entity().query("byResource", attribute_map{{"resourceId", resource_id}});
    query.where(not_expired(op, thread_kind()));
    return query;
}

task<std::vector<std::string>> thread_ids_of_resource(operation op, std::string resource_id) {
    MASTRA_CO_TRY(protocol::query_request request,
                  resource_threads(op, resource_id).attributes({"id", "createdAt"}).params(op->table()));
    MASTRA_CO_CHECK(check_not_cancelled(co_await boost::asio::this_coro::cancellation_state));
    MASTRA_CO_TRY(const std::vector<attribute_map> rows,
                  co_await client::read_all(op->client, std::move(request), op->call));
    std::vector<std::string> ids;
    for (const auto& row : rows) {
        const std::string* id = row.find_string("id");
        if (id != nullptr && row.contains("createdAt")) {
            ids.push_back(*id);
        }
    }
    co_return ids;
}

task<page_of<thread>> memory_store::list_threads(thread_query query, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    MASTRA_CO_TRY(const row_range rows, rows_of(query.paging));
    MASTRA_CO_CHECK(check_matches(query.metadata, match_values::any));
    const operation op = state_->begin(options);
    const bool in_index_order =
        query.resource_id && query.metadata.empty() && query.order.field == sort_field::created_at;
    if (in_index_order) {
        co_return co_await indexed_threads(op, std::move(query), rows);
    }
    co_return co_await filtered_threads(op, std::move(query), rows);
}

}  // namespace mastra::stores
