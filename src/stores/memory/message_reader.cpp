#include "stores/memory/message_reader.hpp"

#include "mastra/client/parallel.hpp"
#include "stores/decode_items.hpp"
#include "stores/metadata.hpp"
#include "stores/record_codec.hpp"
#include "stores/time_bounds.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace mastra::stores {
namespace {

attribute_map created_at(timestamp time) {
    return attribute_map{{"createdAt", to_iso_string(time)}};
}

expression::condition resource_filter(const std::optional<std::string>& resource_id) {
    return resource_id ? expression::attr("resourceId") == attribute_value(*resource_id) : expression::condition();
}

void keep_matching(std::vector<message>& messages, const std::vector<metadata_match>& metadata) {
    std::erase_if(messages, [&](const message& m) { return !content_matches_all(m.content, metadata); });
}

}  // namespace

std::optional<model::query_builder> thread_messages(const operation& op, const std::string& thread_id,
                                                    const message_scope& scope) {
    auto query = message_kind().entity().query("byThread", attribute_map{{"threadId", thread_id}});
    query.where(not_expired(op, message_kind()) && resource_filter(scope.resource_id));
    const auto& range = scope.created;
    if (!range.start && !range.end) {
        return query;
    }
    const std::optional<time_bounds> bounds = bounds_of(range);
    if (!bounds) {
        return std::nullopt;
    }
    query.between(created_at(bounds->low), created_at(bounds->high));
    return query;
}

task<std::vector<message>> decode_messages(operation op, std::vector<attribute_map> items) {
    co_return co_await decode_items<message>(op, message_kind(), std::move(items), to_message);
}

bool comes_before(const message& a, const message& b, const ordering& order) {
    const auto key = [&](const message& m) {
        return std::tie(order.field == sort_field::created_at ? m.created_at : m.updated_at, m.id);
    };
    return order.direction == sort_direction::ascending ? key(a) < key(b) : key(b) < key(a);
}

task<message_rows> read_page(operation op, std::vector<std::string> thread_ids, message_scope scope, row_range range,
                             sort_direction direction) {
    // One thread: exactly the range. Several: each from its start, as any of them may hold all rows of the page.
    const bool single = thread_ids.size() == 1;
    const row_range part = single || !range.count ? range : row_range{0, range.offset + *range.count};
    std::vector<index_rows> parts(thread_ids.size());
    MASTRA_CO_CHECK(co_await client::for_each_parallel(
        thread_ids.size(), op->config->max_parallel_requests, [&](std::size_t i) -> task<void> {
            if (auto query = thread_messages(op, thread_ids[i], scope)) {
                MASTRA_CO_TRY(parts[i], co_await read_rows(op, *std::move(query), part, direction));
            }
            co_return result<void>();
        }));
    message_rows page;
    std::vector<attribute_map> items;
    for (auto& rows : parts) {
        page.has_more = page.has_more || rows.has_more;
        page.seen += rows.seen;
        if (rows.rest) {
            page.rest.push_back(*std::move(rows.rest));
        }
        items.insert(items.end(), std::make_move_iterator(rows.rows.begin()), std::make_move_iterator(rows.rows.end()));
    }
    MASTRA_CO_TRY(page.messages, co_await decode_messages(op, std::move(items)));
    if (!single) {
        const ordering order{sort_field::created_at, direction};
        std::sort(page.messages.begin(), page.messages.end(),
                  [&](const message& a, const message& b) { return comes_before(a, b, order); });
        const auto size = static_cast<std::int64_t>(page.messages.size());
        const std::int64_t end = range.count ? std::min(range.offset + *range.count, size) : size;
        page.has_more = page.has_more || end < size;
        page.messages.erase(page.messages.begin() + end, page.messages.end());
        page.messages.erase(page.messages.begin(), page.messages.begin() + std::min(range.offset, end));
    }
    co_return page;
}

task<std::vector<message>> read_everything(operation op, std::vector<std::string> thread_ids, message_scope scope,
                                           std::vector<metadata_match> metadata, ordering order) {
    MASTRA_CO_TRY(message_rows all,
                  co_await read_page(op, std::move(thread_ids), std::move(scope), row_range{}, order.direction));
    keep_matching(all.messages, metadata);
    if (order.field != sort_field::created_at) {
        std::sort(all.messages.begin(), all.messages.end(),
                  [&](const message& a, const message& b) { return comes_before(a, b, order); });
    }
    co_return std::move(all.messages);
}

task<std::int64_t> count_messages(operation op, std::vector<model::query_builder> queries) {
    std::vector<std::int64_t> counts(queries.size());
    MASTRA_CO_CHECK(co_await client::for_each_parallel(
        queries.size(), op->config->max_parallel_requests, [&](std::size_t i) -> task<void> {
            MASTRA_CO_TRY(counts[i], co_await count_rows(op, std::move(queries[i])));
            co_return result<void>();
        }));
    std::int64_t total = 0;
    for (const std::int64_t count : counts) {
        total += count;
    }
    co_return total;
}

}  // namespace mastra::stores
