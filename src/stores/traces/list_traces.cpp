// Lists of legacy spans, newest first by the value of start_time, which no index sorts by.
#include "mastra/client/pages.hpp"
#include "stores/decode_items.hpp"
#include "stores/exact_items.hpp"
#include "stores/item_fields.hpp"
#include "stores/metadata.hpp"
#include "stores/paging_rules.hpp"
#include "stores/time_bounds.hpp"
#include "stores/traces/legacy_span_codec.hpp"
#include "stores/traces/state.hpp"

#include <algorithm>
#include <utility>

namespace mastra::stores {
namespace {

namespace asio = boost::asio;
using expression::attr;
using expression::condition;

condition equals(std::string name, const std::optional<std::string>& value) {
    return value ? attr(std::move(name)) == attribute_value(*value) : condition();
}

condition has_parent(const std::optional<std::string>& parent) {
    const condition same = equals("parentSpanId", parent);
    return parent && parent->empty() ? attr("parentSpanId").not_exists() || same : same;
}

condition started_in(const number_range& range) {
    condition all;
    if (range.from) {
        all = std::move(all) && attr("startTime") >= attribute_value(*range.from);
    }
    return range.to ? std::move(all) && attr("startTime") <= attribute_value(*range.to) : all;
}

/// Everything that DynamoDB can compare: numbers by value, unlike the text of the keys. Empty for no possible row.
std::optional<condition> row_condition(const operation& op, const legacy_span_query& query) {
    condition all = not_expired(op, legacy_span_kind()) && equals("name", query.name) && equals("scope", query.scope) &&
                    equals("traceId", query.trace_id) && has_parent(query.parent_span_id) && started_in(query.started);
    if (!query.created.start && !query.created.end) {
        return all;
    }
    const auto bounds = bounds_of(query.created);
    if (!bounds) {
        return std::nullopt;
    }
    return std::move(all) &&
           attr("createdAt")
               .between(attribute_value(to_iso_string(bounds->low)), attribute_value(to_iso_string(bounds->high)));
}

/// Digits before the point of a plain number of at least 1; 0 for any other.
std::size_t whole_digits(const number& value) {
    const std::string& text = value.text();
    const bool is_plain = text.find_first_not_of("0123456789.") == std::string::npos && text.front() != '0';
    return is_plain ? std::min(text.find('.'), text.size()) : 0;
}

/// Plain numbers with equally many digits before the point are ordered alike as text and by value.
bool is_one_stretch(const number_range& range) {
    return range.from && range.to && whole_digits(*range.from) != 0 &&
           whole_digits(*range.from) == whole_digits(*range.to) && *range.from <= *range.to;
}

task<std::vector<attribute_map>> rows_of_index(operation op, const legacy_span_query& query, condition where,
                                               std::vector<std::string> attributes) {
    const auto& [pattern, name] = query.name ? std::pair("byName", "name") : std::pair("byScope", "scope");
    attribute_map partition;
    partition.set(name, query.name ? *query.name : *query.scope);
    auto rows = legacy_span_kind().entity().query(pattern, std::move(partition));
    rows.where(std::move(where)).attributes(std::move(attributes));
    if (is_one_stretch(query.started)) {
        rows.between(attribute_map{{"startTime", *query.started.from}},
                     attribute_map{{"startTime", *query.started.to}});
    }
    MASTRA_CO_TRY(protocol::query_request request, rows.params(op->table()));
    MASTRA_CO_CHECK(check_not_cancelled(co_await boost::asio::this_coro::cancellation_state));
    co_return co_await client::read_all(op->client, std::move(request), op->call);
}

task<std::vector<attribute_map>> rows_of_table(operation op, condition where, std::vector<std::string> attributes) {
    auto scan = legacy_span_kind().entity().scan();
    scan.where(std::move(where)).attributes(std::move(attributes));
    MASTRA_CO_TRY(protocol::scan_request request, scan.params(op->table()));
    std::vector<attribute_map> rows;
    MASTRA_CO_CHECK(check_not_cancelled(co_await boost::asio::this_coro::cancellation_state));
    MASTRA_CO_CHECK(co_await client::scan_segments(
        op->client, std::move(request), scan_segments_at_once,
        [&](protocol::page_response& page) {
            rows.insert(rows.end(), std::make_move_iterator(page.items.begin()),
                        std::make_move_iterator(page.items.end()));
            return client::page_step::more;
        },
        op->call));
    co_return rows;
}

/// The id and the start of every row that matches, newest first.
struct row_order {
    number start;
    std::string id;
};

/// Rows hold what is needed to tell and to order them; with a filter on attributes they are whole.
task<std::vector<row_order>> matching_rows(operation op, const legacy_span_query& query) {
    std::vector<row_order> order;
    const std::optional<condition> where = row_condition(op, query);
    if (!where) {
        co_return order;
    }
    std::vector<std::string> attributes;
    if (query.attributes.empty()) {
        attributes = {"id", "startTime"};
    }
    std::vector<attribute_map> rows;
    if (query.name || query.scope) {
        MASTRA_CO_TRY(rows, co_await rows_of_index(op, query, *where, std::move(attributes)));
    } else {
        MASTRA_CO_TRY(rows, co_await rows_of_table(op, *where, std::move(attributes)));
    }
    if (!query.attributes.empty()) {
        MASTRA_CO_TRY(rows, co_await restore_items(op, legacy_span_kind(), std::move(rows)));
        std::erase_if(
            rows, [&](const attribute_map& row) { return !matches_all(json_of(row, "attributes"), query.attributes); });
    }
    for (const auto& row : rows) {
        const number* start = row.find_number("startTime");
        if (start != nullptr && row.find_string("id") != nullptr) {
            order.push_back(row_order{*start, *row.find_string("id")});
        }
    }
    std::sort(order.begin(), order.end(), [](const row_order& a, const row_order& b) {
        return a.start == b.start ? b.id < a.id : b.start < a.start;
    });
    co_return order;
}

}  // namespace

task<page_of<legacy_span>> traces_store::list(legacy_span_query query, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    MASTRA_CO_TRY(const row_range range, rows_of(query.paging));
    const operation op = state_->begin(options);
    MASTRA_CO_TRY(const std::vector<row_order> order, co_await matching_rows(op, query));
    page_of<legacy_span> page;
    page.asked = query.paging;
    page.total = static_cast<std::int64_t>(order.size());
    page.has_more = rows_follow(range, page.total);
    const std::int64_t begin = std::min(range.offset, page.total);
    const std::int64_t end = range.count ? std::min(range.offset + *range.count, page.total) : page.total;
    std::vector<std::string> ids;
    for (std::int64_t i = begin; i < end; ++i) {
        ids.push_back(order[static_cast<std::size_t>(i)].id);
    }
    MASTRA_CO_TRY(const auto found, co_await find_items(op, legacy_span_kind(), to_record_ids(ids), false));
    std::vector<attribute_map> items;
    for (const auto& id : ids) {
        if (const auto at = found.find(id); at != found.end()) {
            items.push_back(at->second.item);
        }
    }
    MASTRA_CO_TRY(page.records,
                  co_await decode_items<legacy_span>(op, legacy_span_kind(), std::move(items), to_legacy_span));
    co_return page;
}

}  // namespace mastra::stores
