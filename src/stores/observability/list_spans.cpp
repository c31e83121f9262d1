// The lists of traces and branches: pages of time-sorted indexes, merged over their shards.
#include "mastra/client/pages.hpp"
#include "mastra/client/parallel.hpp"
#include "stores/decode_items.hpp"
#include "stores/index_read.hpp"
#include "stores/item_fields.hpp"
#include "stores/observability/span_codec.hpp"
#include "stores/observability/span_entities.hpp"
#include "stores/observability/span_filter.hpp"
#include "stores/observability/state.hpp"
#include "stores/paging_rules.hpp"
#include "stores/time_bounds.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace mastra::stores {
namespace {

namespace asio = boost::asio;
using expression::attr;

enum class list_of { traces, branches };

/// The last time a span can have started at: the millisecond after it still has four digits of a year.
constexpr timestamp last_started{std::chrono::milliseconds(253402300799998)};

expression::condition row_condition(const operation& op, list_of list, const span_filter& filter) {
    auto all = not_expired(op, span_kind()) && to_condition(filter);
    return std::move(all) && (list == list_of::traces ? attr("parentSpanId").not_exists() : is_branch(filter));
}

attribute_map started_at(timestamp time) {
    return attribute_map{{"startedAt", to_iso_string(time)}};
}

/// The partitions that hold the rows of a list, each sorted by time.
class list_sources {
public:
    list_sources(const operation& op, list_of list, const span_filter& filter)
        : where_(row_condition(op, list, filter)), range_(bounds_of(filter.started)) {
        if (!range_) {
            return;
        }
        if (filter.thread_id) {
            add("by_thread", "listThread", *filter.thread_id);
            return;
        }
        for (int i = 0; i < span_shards; ++i) {
            const std::string shard = std::to_string(i);
            if (filter.entity_id) {
                add("by_entity", "listEntity", list_entity(shard, *filter.entity_id));
                continue;
            }
            add("roots", "listRoot", shard);
            if (list == list_of::branches) {
                add("branches", "listBranch", shard);
            }
        }
    }

    [[nodiscard]] const std::vector<model::query_builder>& queries() const noexcept { return queries_; }

private:
    void add(std::string_view pattern, std::string_view attribute, std::string value) {
        attribute_map partition;
        partition.set(attribute, std::move(value));
        auto query = span_entity().query(pattern, std::move(partition));
        // The sort key goes on after the time: only the next millisecond is behind all of it.
        const timestamp behind = std::min(range_->high, last_started) + std::chrono::milliseconds(1);
        query.between(started_at(range_->low), started_at(behind));
        queries_.push_back(std::move(query.where(where_)));
    }

    expression::condition where_;
    std::optional<time_bounds> range_;
    std::vector<model::query_builder> queries_;
};

/// Running spans have no end: they come after all others, in ascending order.
bool comes_before(const attribute_map& a, const attribute_map& b, const span_ordering& order) {
    const auto key = [&](const attribute_map& row) {
        const bool by_end = order.field == span_sort_field::ended_at;
        const auto time = text_of(row, by_end ? "endedAt" : "startedAt");
        return std::tuple(!time.has_value(), time.value_or(""), text_of(row, "traceId"), text_of(row, "spanId"));
    };
    return order.direction == sort_direction::ascending ? key(a) < key(b) : key(b) < key(a);
}

void sort_rows(std::vector<attribute_map>& rows, const span_ordering& order) {
    std::sort(rows.begin(), rows.end(),
              [&](const attribute_map& a, const attribute_map& b) { return comes_before(a, b, order); });
}

/// Rows `range` of all, which are in order.
std::vector<attribute_map> slice(std::vector<attribute_map> rows, const row_range& range) {
    const auto size = static_cast<std::int64_t>(rows.size());
    const std::int64_t end = range.count ? std::min(range.offset + *range.count, size) : size;
    rows.erase(rows.begin() + end, rows.end());
    rows.erase(rows.begin(), rows.begin() + std::min(range.offset, end));
    return rows;
}

struct merged_rows {
    std::vector<attribute_map> rows;
    bool has_more = false;
};

/// The first `count` rows of every source (all when empty), in order.
task<merged_rows> read_sources(operation op, const list_sources& sources, std::optional<std::int64_t> count,
                               span_ordering order) {
    std::vector<index_rows> parts(sources.queries().size());
    MASTRA_CO_CHECK(co_await client::for_each_parallel(
        parts.size(), op->config->max_parallel_requests, [&](std::size_t i) -> task<void> {
            MASTRA_CO_TRY(parts[i], co_await read_rows(op, sources.queries()[i], row_range{0, count}, order.direction));
            co_return result<void>();
        }));
    merged_rows merged;
    for (auto& part : parts) {
        merged.has_more = merged.has_more || part.has_more;
        merged.rows.insert(merged.rows.end(), std::make_move_iterator(part.rows.begin()),
                           std::make_move_iterator(part.rows.end()));
    }
    sort_rows(merged.rows, order);
    co_return merged;
}

task<std::int64_t> count_sources(operation op, const list_sources& sources) {
    std::vector<std::int64_t> counts(sources.queries().size());
    MASTRA_CO_CHECK(co_await client::for_each_parallel(
        counts.size(), op->config->max_parallel_requests, [&](std::size_t i) -> task<void> {
            MASTRA_CO_TRY(counts[i], co_await count_rows(op, sources.queries()[i]));
            co_return result<void>();
        }));
    std::int64_t total = 0;
    for (const std::int64_t count : counts) {
        total += count;
    }
    co_return total;
}

/// In the order of the indexes, by what the indexes can filter: no more is read than the page needs.
task<page_of<span>> indexed_page(operation op, const list_sources& sources, const span_query& query, row_range rows) {
    merged_rows read;
    std::int64_t total = 0;
    const bool is_counted = query.include_total && rows.count.has_value();
    MASTRA_CO_CHECK(co_await client::for_each_parallel(is_counted ? 2 : 1, 2, [&](std::size_t i) -> task<void> {
        if (i == 0 && rows.count != 0) {
            const auto wanted = rows.count ? std::optional(rows.offset + *rows.count) : std::nullopt;
            MASTRA_CO_TRY(read, co_await read_sources(op, sources, wanted, query.order));
        } else if (i == 1) {
            MASTRA_CO_TRY(total, co_await count_sources(op, sources));
        }
        co_return result<void>();
    }));
    const auto size = static_cast<std::int64_t>(read.rows.size());
    const std::int64_t end = rows.count ? std::min(rows.offset + *rows.count, size) : size;
    page_of<span> page;
    page.asked = query.paging;
    page.total = is_counted ? total : end;
    page.has_more = is_counted ? rows_follow(rows, total) : read.has_more || end < size;
    MASTRA_CO_TRY(page.records,
                  co_await decode_items<span>(op, span_kind(), slice(std::move(read.rows), rows), to_span));
    co_return page;
}

task<std::set<std::string>> traces_with_errors_in(operation op, std::string shard) {
    auto query = span_entity().query("errors", attribute_map{{"listError", shard}});
    query.where(not_expired(op, span_kind())).attributes({"traceId"});
    MASTRA_CO_TRY(protocol::query_request request, query.params(op->table()));
    MASTRA_CO_CHECK(check_not_cancelled(co_await boost::asio::this_coro::cancellation_state));
    MASTRA_CO_TRY(const std::vector<attribute_map> rows,
                  co_await client::read_all(op->client, std::move(request), op->call));
    std::set<std::string> trace_ids;
    for (const auto& row : rows) {
        trace_ids.insert(text_of(row, "traceId").value_or(""));
    }
    co_return trace_ids;
}

/// The ids of all traces in which a span has an error.
task<std::set<std::string>> traces_with_errors(operation op) {
    std::vector<std::set<std::string>> parts(span_shards);
    MASTRA_CO_CHECK(co_await client::for_each_parallel(
        parts.size(), op->config->max_parallel_requests, [&](std::size_t i) -> task<void> {
            MASTRA_CO_TRY(parts[i], co_await traces_with_errors_in(op, std::to_string(i)));
            co_return result<void>();
        }));
    std::set<std::string> all;
    for (auto& part : parts) {
        all.merge(part);
    }
    co_return all;
}

/// The rows of one trace, from its own partition: no index, so nothing is missing.
task<std::vector<attribute_map>> rows_of_trace(operation op, list_of list, const span_filter& filter) {
    const auto range = bounds_of(filter.started);
    if (!range) {
        co_return std::vector<attribute_map>();
    }
    auto query = span_entity().query("primary", attribute_map{{"traceId", *filter.trace_id}});
    query.where(row_condition(op, list, filter) &&
                attr("startedAt")
                    .between(attribute_value(to_iso_string(range->low)), attribute_value(to_iso_string(range->high))));
    query.consistent(op->config->consistent_reads);
    MASTRA_CO_TRY(protocol::query_request request, query.params(op->table()));
    MASTRA_CO_CHECK(check_not_cancelled(co_await boost::asio::this_coro::cancellation_state));
    co_return co_await client::read_all(op->client, std::move(request), op->call);
}

/// Takes out the rows that the filter refuses and DynamoDB could not tell.
task<std::vector<attribute_map>> keep_matching(operation op, list_of list, const span_filter& filter,
                                               std::vector<attribute_map> rows) {
    if (list == list_of::traces && filter.has_child_error) {
        MASTRA_CO_TRY(const auto with_errors, co_await traces_with_errors(op));
        std::erase_if(rows, [&](const attribute_map& row) {
            return (with_errors.count(text_of(row, "traceId").value_or("")) != 0) != *filter.has_child_error;
        });
    }
    if (filter.scope.empty() && filter.metadata.empty() && filter.tags.empty()) {
        co_return rows;
    }
    MASTRA_CO_TRY(rows, co_await restore_items(op, span_kind(), std::move(rows)));
    std::vector<attribute_map> kept;
    for (auto& row : rows) {
        MASTRA_CO_TRY(const std::optional<span> value, to_span(row));
        if (value && json_matches(*value, filter)) {
            kept.push_back(std::move(row));
        }
    }
    co_return kept;
}

/// Another order, another filter, or one trace: everything is read.
task<page_of<span>> filtered_page(operation op, list_of list, const span_query& query, row_range rows) {
    std::vector<attribute_map> all;
    if (query.filter.trace_id) {
        MASTRA_CO_TRY(all, co_await rows_of_trace(op, list, query.filter));
    } else {
        const list_sources sources(op, list, query.filter);
        MASTRA_CO_TRY(merged_rows read, co_await read_sources(op, sources, {}, query.order));
        all = std::move(read.rows);
    }
    MASTRA_CO_TRY(all, co_await keep_matching(op, list, query.filter, std::move(all)));
    sort_rows(all, query.order);
    page_of<span> page;
    page.asked = query.paging;
    page.total = static_cast<std::int64_t>(all.size());
    page.has_more = rows_follow(rows, page.total);
    MASTRA_CO_TRY(page.records, co_await decode_items<span>(op, span_kind(), slice(std::move(all), rows), to_span));
    co_return page;
}

task<page_of<span>> list_spans(operation op, list_of list, span_query query) {
    MASTRA_CO_TRY(const row_range rows, rows_of(query.paging));
    const bool in_index_order =
        query.order.field == span_sort_field::started_at && !needs_spans(query.filter) && !query.filter.trace_id;
    if (!in_index_order) {
        co_return co_await filtered_page(op, list, query, rows);
    }
    const list_sources sources(op, list, query.filter);
    co_return co_await indexed_page(op, sources, query, rows);
}

}  // namespace

task<page_of<span>> observability_store::list_traces(span_query query, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    co_return co_await list_spans(state_->begin(options), list_of::traces, std::move(query));
}

task<page_of<span>> observability_store::list_branches(span_query query, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    query.filter.has_child_error.reset();
    co_return co_await list_spans(state_->begin(options), list_of::branches, std::move(query));
}

}  // namespace mastra::stores
