#include "mastra/core/json_array.hpp"
#include "mastra/stores/observability_store.hpp"
#include "mastra/calls/operations.hpp"
#include "mastra/calls/rendered.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace mastra::calls {
namespace {

using boost::asio::awaitable;
using stores::observability_store;
using stores::span;
using stores::store_options;

template <class T>
T need(result<T> value) {
    if (value.has_error()) {
        throw bad_arguments(value.error().message());
    }
    return *std::move(value);
}

std::string text_of(const std::vector<span>& spans) {
    std::vector<json_text> texts;
    for (const auto& value : spans) {
        texts.push_back(to_json(value));
    }
    return to_json_array(texts).text();
}

// Mastra's answers: {traceId, spans} or null, {span} or null, a page with pagination.
std::string trace_text(const std::vector<span>& spans) {
    return spans.empty() ? "null"
                         : "{\"traceId\":" + json_text::of_string(spans.front().trace_id).text() +
                               ",\"spans\":" + text_of(spans) + "}";
}
std::string span_text(const std::optional<span>& value) {
    return value ? "{\"span\":" + to_json(*value).text() + "}" : "null";
}
std::string list_text(const stores::page_of<span>& page) {
    std::string rows = "[";
    for (const auto& value : page.records) {
        rows += rows.size() > 1 ? "," : "";
        rows += to_json(value).text();
        rows.back() = ',';  // one member more
        rows += fmt::format(R"("status":"{}"}})", to_string(status_of(value)));
    }
    return fmt::format(R"({{"rows":{}],"pagination":{}}})", rows, pagination_json(page));
}
std::string report_text(const stores::span_update_report& report) {
    return "{\"applied\":" + std::to_string(report.applied) + ",\"waiting\":" + std::to_string(report.waiting) + "}";
}

std::vector<span> spans_of(const arguments& given) {
    std::vector<span> spans;
    for (const auto& record : need(parse_json_array(given.json("records").value_or(json_text()).text()))) {
        spans.push_back(need(stores::span_of_json(record)));
    }
    return spans;
}

stores::date_range range_of(const arguments& range) {
    return {range.time("start"), range.time("end"), range.flag("startExclusive", false),
            range.flag("endExclusive", false)};
}
std::vector<stores::metadata_match> matches_of(const arguments& filters, std::string_view name) {
    std::vector<stores::metadata_match> matches;
    for (auto& [key, value] : filters.members(name)) {
        matches.push_back({std::move(key), std::move(value)});
    }
    return matches;
}

stores::span_filter filter_of(const arguments& filters) {
    stores::span_filter filter;
    filter.started = range_of(filters.object("startedAt"));
    filter.ended = range_of(filters.object("endedAt"));
    filter.trace_id = filters.optional_text("traceId");
    filter.span_type = filters.optional_text("spanType");
#define MASTRA_SPAN_TEXT(member, name) filter.member = filters.optional_text(name);
#include "mastra/stores/span_fields.def"
    filter.scope = matches_of(filters, "scope");
    filter.metadata = matches_of(filters, "metadata");
    filter.tags = filters.texts("tags");
    for (const auto status : {stores::span_status::running, stores::span_status::success, stores::span_status::error}) {
        if (filters.optional_text("status") == to_string(status)) {
            filter.status = status;
        }
    }
    if (filters.has("hasChildError")) {
        filter.has_child_error = filters.flag("hasChildError", false);
    }
    return filter;
}

stores::span_query query_of(const arguments& given) {
    stores::span_query query;
    query.filter = filter_of(given.object("filters"));
    const arguments paging = given.object("pagination");
    query.paging.page = paging.integer("page", 0);
    query.paging.per_page = paging.integer("perPage", 10);
    const arguments order = given.object("orderBy");
    query.order.field = order.optional_text("field") == "endedAt" ? stores::span_sort_field::ended_at
                                                                  : stores::span_sort_field::started_at;
    query.order.direction = order.optional_text("direction") == "ASC" ? stores::sort_direction::ascending
                                                                      : stores::sort_direction::descending;
    query.include_total = given.flag("includeTotal", true);
    return query;
}

awaitable<std::string> create_span(const observability_store& store, const arguments& given,
                                   const store_options& options) {
    return rendered(store.create_span(need(stores::span_of_json(given.json("span").value_or(json_text()))), options));
}
awaitable<std::string> batch_create(const observability_store& store, const arguments& given,
                                    const store_options& options) {
    return rendered(store.batch_create_spans(spans_of(given), options));
}
stores::span_update update_of(const arguments& given) {
    return {given.text("traceId"), given.text("spanId"), given.json("updates").value_or(json_text())};
}
awaitable<std::string> update_span(const observability_store& store, const arguments& given,
                                   const store_options& options) {
    return rendered(store.update_span(update_of(given), options), report_text);
}
awaitable<std::string> batch_update(const observability_store& store, const arguments& given,
                                    const store_options& options) {
    std::vector<stores::span_update> changes;
    for (const auto& record : given.objects("records")) {
        changes.push_back(update_of(record));
    }
    return rendered(store.batch_update_spans(std::move(changes), options), report_text);
}
awaitable<std::string> get_span(const observability_store& store, const arguments& given,
                                const store_options& options) {
    return rendered(store.get_span(given.text("traceId"), given.text("spanId"), options), span_text);
}
awaitable<std::string> get_spans(const observability_store& store, const arguments& given,
                                 const store_options& options) {
    return rendered(store.get_spans(given.text("traceId"), given.texts("spanIds"), options), text_of);
}
awaitable<std::string> get_root_span(const observability_store& store, const arguments& given,
                                     const store_options& options) {
    return rendered(store.get_root_span(given.text("traceId"), options), span_text);
}
awaitable<std::string> get_trace(const observability_store& store, const arguments& given,
                                 const store_options& options) {
    return rendered(store.get_trace(given.text("traceId"), options), trace_text);
}
awaitable<std::string> get_structure(const observability_store& store, const arguments& given,
                                     const store_options& options) {
    return rendered(store.get_structure(given.text("traceId"), options), trace_text);
}
awaitable<std::string> get_branch(const observability_store& store, const arguments& given,
                                  const store_options& options) {
    return rendered(
        store.get_branch(given.text("traceId"), given.text("spanId"), given.optional_integer("depth"), options),
        trace_text);
}
awaitable<std::string> list_traces(const observability_store& store, const arguments& given,
                                   const store_options& options) {
    return rendered(store.list_traces(query_of(given), options), list_text);
}
awaitable<std::string> list_branches(const observability_store& store, const arguments& given,
                                     const store_options& options) {
    return rendered(store.list_branches(query_of(given), options), list_text);
}
awaitable<std::string> delete_traces(const observability_store& store, const arguments& given,
                                     const store_options& options) {
    return rendered(store.batch_delete_traces(given.texts("traceIds"), given.optional_text("organizationId"),
                                              given.optional_text("resourceId"), options));
}

struct entry {
    std::string_view name;
    awaitable<std::string> (*begin)(const observability_store& store, const arguments& given,
                                    const store_options& options);
};
constexpr std::array operations{
    entry{"createSpan", create_span},
    entry{"batchCreateSpans", batch_create},
    entry{"updateSpan", update_span},
    entry{"batchUpdateSpans", batch_update},
    entry{"getSpan", get_span},
    entry{"getSpans", get_spans},
    entry{"getRootSpan", get_root_span},
    entry{"getTrace", get_trace},
    entry{"getStructure", get_structure},
    entry{"getBranch", get_branch},
    entry{"listTraces", list_traces},
    entry{"listBranches", list_branches},
    entry{"batchDeleteTraces", delete_traces},
};

}  // namespace

void add_observability_operations(operation_table& table, const client::dynamodb_client& client,
                                  const stores::store_config& config) {
    const observability_store store(client, config);
    for (const auto& [name, begin] : operations) {
        table.emplace(name, [store, begin = begin](const arguments& given, const store_options& options) {
            return begin(store, given, options);
        });
    }
}

}  // namespace mastra::calls
