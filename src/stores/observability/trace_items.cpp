#include "stores/observability/trace_items.hpp"

#include "mastra/client/batch.hpp"
#include "mastra/client/pages.hpp"
#include "mastra/expression/render.hpp"
#include "stores/item_fields.hpp"
#include "stores/observability/span_entities.hpp"
#include "stores/spill_io.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace mastra::stores {
namespace {

/// Tokens of waiting updates that a span remembers.
constexpr std::size_t most_applied_bytes = 16 * 27;

/// The whole partition, whatever its items are: the builder of an entity would ask for that entity alone.
result<protocol::query_request> partition_query(const operation& op, const std::string& trace_id,
                                                const std::vector<std::string>& attributes, expired_items expired) {
    MASTRA_TRY(const attribute_map key, waiting_mark_entity().key(attribute_map{{"traceId", trace_id}}));
    protocol::query_request request;
    expression::substitutions substitutions;
    request.table_name = op->table();
    request.key_condition_expression = render(expression::attr("pk") == *key.find("pk"), substitutions);
    const auto living = not_expired(op, span_kind());
    if (expired == expired_items::left_out && !living.empty()) {
        request.filter_expression = render(living, substitutions);
    }
    if (!attributes.empty()) {
        request.projection_expression = expression::render_projection(attributes, substitutions);
    }
    request.substitutions.names = std::move(substitutions).names();
    request.substitutions.values = std::move(substitutions).values();
    request.consistent_read = op->config->consistent_reads;
    return request;
}

bool is_applied(const stored_span& value, const std::string& token) {
    return value.applied.find(token) != std::string::npos;
}

}  // namespace

task<std::vector<attribute_map>> read_partition(operation op, std::string trace_id, std::vector<std::string> attributes,
                                                expired_items expired) {
    MASTRA_CO_TRY(protocol::query_request request, partition_query(op, trace_id, attributes, expired));
    MASTRA_CO_CHECK(check_not_cancelled(co_await boost::asio::this_coro::cancellation_state));
    co_return co_await client::read_all(op->client, std::move(request), op->call);
}

task<trace_items> read_trace(operation op, std::string trace_id, std::vector<std::string> attributes) {
    MASTRA_CO_TRY(std::vector<attribute_map> items,
                  co_await read_partition(op, std::move(trace_id), std::move(attributes), expired_items::left_out));
    trace_items found;
    for (auto& item : items) {
        if (span_entity().owns(item)) {
            found.spans.push_back(std::move(item));
        } else if (waiting_update_entity().owns(item)) {
            found.waiting.push_back(std::move(item));
        }
    }
    co_return found;
}

task<std::vector<waiting_update>> decode_waiting(operation op, std::vector<attribute_map> items) {
    MASTRA_CO_TRY(items, co_await restore_items(op, waiting_update_kind(), std::move(items)));
    std::vector<waiting_update> updates;
    for (auto& item : items) {
        const auto span_id = text_of(item, "spanId");
        const auto token = text_of(item, "token");
        auto changes = json_of(item, "changes");
        if (!span_id || !token || !changes) {
            co_return corrupt_item(item, "a waiting update of a span lacks its span, token or changes");
        }
        updates.push_back(waiting_update{*span_id, *token, *std::move(changes), std::move(item)});
    }
    const auto order = [](const waiting_update& u) { return std::tuple(text_of(u.item, "createdAt"), u.token); };
    std::sort(updates.begin(), updates.end(),
              [&](const waiting_update& a, const waiting_update& b) { return order(a) < order(b); });
    co_return updates;
}

task<std::vector<waiting_update>> read_waiting(operation op, std::string trace_id) {
    auto query = waiting_update_entity().query("primary", attribute_map{{"traceId", trace_id}});
    query.consistent(true).where(not_expired(op, waiting_update_kind()));
    MASTRA_CO_TRY(protocol::query_request request, query.params(op->table()));
    MASTRA_CO_CHECK(check_not_cancelled(co_await boost::asio::this_coro::cancellation_state));
    MASTRA_CO_TRY(std::vector<attribute_map> items,
                  co_await client::read_all(op->client, std::move(request), op->call));
    co_return co_await decode_waiting(op, std::move(items));
}

result<bool> apply_once(stored_span& value, const waiting_update& update) {
    if (is_applied(value, update.token)) {
        return false;
    }
    MASTRA_CHECK(apply_changes(value, update.changes));
    value.applied.insert(0, update.token + (value.applied.empty() ? "" : " "));
    if (value.applied.size() > most_applied_bytes) {
        value.applied.resize(value.applied.rfind(' '));
    }
    return true;
}

task<std::vector<span>> decode_spans(operation op, std::vector<attribute_map> items,
                                     std::vector<waiting_update> waiting) {
    MASTRA_CO_TRY(items, co_await restore_items(op, span_kind(), std::move(items)));
    std::vector<span> spans;
    spans.reserve(items.size());
    for (const auto& item : items) {
        MASTRA_CO_TRY(std::optional<stored_span> value, to_stored_span(item));
        if (!value) {
            continue;
        }
        for (const auto& update : waiting) {
            if (update.span_id == value->span_id) {
                MASTRA_CO_CHECK(apply_once(*value, update));
            }
        }
        spans.push_back(std::move(*value));
    }
    co_return spans;
}

task<found_spans> find_spans(operation op, std::vector<record_id> spans, std::set<std::string> trace_ids,
                             bool consistent) {
    client::batch_get_spec spec;
    spec.table_name = op->table();
    spec.consistent_read = consistent;
    for (const auto& id : spans) {
        MASTRA_CO_TRY(attribute_map key, span_entity().key(id.composites()));
        spec.keys.push_back(std::move(key));
    }
    for (const auto& trace_id : trace_ids) {
        MASTRA_CO_TRY(attribute_map key, waiting_mark_entity().key(attribute_map{{"traceId", trace_id}}));
        spec.keys.push_back(std::move(key));
    }
    MASTRA_CO_CHECK(check_not_cancelled(co_await boost::asio::this_coro::cancellation_state));
    MASTRA_CO_TRY(std::vector<attribute_map> items, co_await client::batch_get(op->client, std::move(spec), op->call));
    found_spans found;
    for (auto& item : items) {
        const auto trace_id = text_of(item, "traceId");
        const auto span_id = text_of(item, "spanId");
        if (is_expired(op, span_kind(), item) || !trace_id) {
            continue;
        }
        if (waiting_mark_entity().owns(item)) {
            found.marked_traces.insert(*trace_id);
        } else if (span_entity().owns(item) && span_id) {
            found.spans.emplace(span_record_id(*trace_id, *span_id).text(),
                                located_item{std::move(item), key_form::shared});
        }
    }
    co_return found;
}

}  // namespace mastra::stores
