#include "mastra/core/json_array.hpp"
#include "mastra/stores/traces_store.hpp"
#include "mastra/calls/operations.hpp"
#include "mastra/calls/rendered.hpp"

#include <utility>

namespace mastra::calls {
namespace {

using stores::legacy_span;
using stores::store_options;
using stores::traces_store;

number number_of(const arguments& given, std::string_view name) {
    return number::parse(given.json(name).value_or(json_text()).text()).value();
}

legacy_span span_of(const arguments& given) {
    legacy_span value;
    value.id = given.text("id");
    value.parent_span_id = given.optional_text("parentSpanId");
    value.name = given.text("name");
    value.trace_id = given.text("traceId");
    value.scope = given.text("scope");
    value.kind = given.integer("kind", 0);
    value.attributes = given.json("attributes");
    value.status = given.json("status");
    value.events = given.json("events");
    value.links = given.json("links");
    value.other = given.optional_text("other");
    value.start_time = number_of(given, "startTime");
    value.end_time = number_of(given, "endTime");
    value.created_at = given.time("createdAt").value_or(timestamp());
    return value;
}

json_text text_of(const legacy_span& value) {
    json_object row;
    const auto text = [&](std::string_view name, const std::optional<std::string>& content) {
        if (content) {
            row.set(name, json_text::of_string(*content));
        }
    };
    const auto json = [&](std::string_view name, const std::optional<json_text>& content) {
        if (content) {
            row.set(name, *content);
        }
    };
    text("id", value.id);
    text("parentSpanId", value.parent_span_id);
    text("name", value.name);
    text("traceId", value.trace_id);
    text("scope", value.scope);
    text("other", value.other);
    json("attributes", value.attributes);
    json("status", value.status);
    json("events", value.events);
    json("links", value.links);
    row.set("kind", json_text::trusted(std::to_string(value.kind)));
    row.set("startTime", json_text::trusted(javascript_number_text(value.start_time.to_double())));
    row.set("endTime", json_text::trusted(javascript_number_text(value.end_time.to_double())));
    return row.to_text();
}

std::string rows_text(const stores::page_of<legacy_span>& page) {
    std::vector<json_text> rows;
    for (const auto& value : page.records) {
        rows.push_back(text_of(value));
    }
    return to_json_array(rows).text();
}

}  // namespace

void add_trace_operations(operation_table& table, const client::dynamodb_client& client,
                          const stores::store_config& config) {
    const traces_store store(client, config);
    table.emplace("batchInsertTraces", [store](const arguments& given, const store_options& options) {
        std::vector<legacy_span> spans;
        for (const auto& record : given.objects("records")) {
            spans.push_back(span_of(record));
        }
        return rendered(store.batch_insert(std::move(spans), options));
    });
    table.emplace("listLegacyTraces", [store](const arguments& given, const store_options& options) {
        stores::legacy_span_query query;
        query.name = given.optional_text("name");
        query.scope = given.optional_text("scope");
        query.trace_id = given.optional_text("traceId");
        query.paging.per_page.reset();
        return rendered(store.list(std::move(query), options), rows_text);
    });
}

}  // namespace mastra::calls
