// Creating spans: many with few requests, and without ever undoing an update that somebody else made meanwhile.
//
// BatchWriteItem has no conditions. It is sent once: were it repeated after a lost reply, it would undo the updates
// that came after its first arrival. What is not known to be stored is put again span by span, with the condition that
// this very call has not stored it.
#include "mastra/client/batch.hpp"
#include "mastra/client/parallel.hpp"
#include "mastra/core/error_detail.hpp"
#include "mastra/core/random.hpp"
#include "mastra/expression/render.hpp"
#include "stores/exact_items.hpp"
#include "stores/item_fields.hpp"
#include "stores/item_update.hpp"
#include "stores/observability/span_codec.hpp"
#include "stores/observability/span_entities.hpp"
#include "stores/observability/state.hpp"
#include "stores/observability/trace_items.hpp"
#include "stores/observability/waiting_updates.hpp"
#include "stores/spill_io.hpp"

#include <fmt/format.h>

#include <map>
#include <set>
#include <utility>

namespace mastra::stores {
namespace {

namespace asio = boost::asio;

/// The call that stored an item; updates keep it.
constexpr std::string_view creation_attribute = "mdb_create";

result<void> check(const span& value) {
    MASTRA_CHECK(check_id(span_kind(), span_record_id(value.trace_id, value.span_id)));
    if (auto checked = check_span(value); checked.has_error()) {
        return checked.error().with_context(fmt::format("span {} of trace {}", value.span_id, value.trace_id));
    }
    return {};
}

/// Of a span given twice the last one counts.
std::vector<span> without_repeats(std::vector<span> spans) {
    std::map<std::pair<std::string, std::string>, std::size_t> positions;
    std::vector<span> distinct;
    for (auto& value : spans) {
        const auto [at, inserted] = positions.emplace(std::pair(value.trace_id, value.span_id), distinct.size());
        if (inserted) {
            distinct.push_back(std::move(value));
        } else {
            distinct[at->second] = std::move(value);
        }
    }
    return distinct;
}

result<spilled_item> span_item(const operation& op, span value, const std::string& token) {
    value.created_at = op->now;
    value.updated_at = op->now;
    const std::string what = fmt::format("span {} of trace {}", value.span_id, value.trace_id);
    attribute_map attributes = to_attributes(stored_span(std::move(value)));
    MASTRA_CHECK(set_ttl(op, span_kind(), attributes));
    MASTRA_TRY(attribute_map item, span_entity().to_item(std::move(attributes)));
    item.set(creation_attribute, token);
    auto fitted = fit(op, span_kind(), std::move(item));
    return fitted.has_error() ? result<spilled_item>(fitted.error().with_context(what)) : std::move(fitted);
}

/// All that one call writes.
struct creation {
    std::string token;
    std::vector<attribute_map> small;     ///< plain items
    std::vector<attribute_map> oversize;  ///< items with a spilled value: what they replace may have parts to reclaim
    std::vector<attribute_map> parts;
};

result<creation> plan(const operation& op, std::vector<span> spans) {
    creation planned;
    planned.token = make_token();
    for (auto& value : spans) {
        MASTRA_TRY(spilled_item fitted, span_item(op, std::move(value), planned.token));
        auto& list = fitted.item.contains(spill_attribute) ? planned.oversize : planned.small;
        list.push_back(std::move(fitted.item));
        planned.parts.insert(planned.parts.end(), std::make_move_iterator(fitted.parts.begin()),
                             std::make_move_iterator(fitted.parts.end()));
    }
    return planned;
}

task<void> put_once(operation op, attribute_map item, std::string token) {
    protocol::put_item_request request;
    expression::substitutions substitutions;
    const auto stored_by = expression::attr(std::string(creation_attribute));
    request.table_name = op->table();
    request.item = std::move(item);
    request.condition_expression =
        render(expression::attr("pk").not_exists() || stored_by.not_exists() || stored_by != token, substitutions);
    request.substitutions.names = std::move(substitutions).names();
    request.substitutions.values = std::move(substitutions).values();
    request.returned = protocol::return_values::all_old;
    auto reply = co_await send_repeatable(op, result<protocol::put_item_request>(std::move(request)));
    if (reply.has_value() && reply->attributes) {
        co_await reclaim_parts(op, part_keys(*reply->attributes));
    }
    if (reply.has_error() && !reply.error().is(service_errc::conditional_check_failed)) {
        co_return std::move(reply).error();
    }
    co_return result<void>();
}

task<void> put_each_once(operation op, std::vector<attribute_map> items, std::string token) {
    co_return co_await client::for_each_parallel(
        items.size(), op->config->max_parallel_requests,
        [&](std::size_t i) -> task<void> { return put_once(op, std::move(items[i]), token); });
}

/// Sends the batch once. Returns the items that are not known to be stored.
task<std::vector<attribute_map>> put_batch(operation op, std::vector<attribute_map> items) {
    client::batch_write_spec spec;
    spec.table_name = op->table();
    spec.key_names = {"pk", "sk"};
    spec.max_parallel = op->config->max_parallel_requests;
    for (const auto& item : items) {
        spec.writes.push_back(protocol::put_request{item});
    }
    client::call_options once = op->call;
    once.max_attempts = 1;
    MASTRA_CO_CHECK(check_not_cancelled(co_await boost::asio::this_coro::cancellation_state));
    const auto written = co_await client::batch_write(op->client, std::move(spec), once);
    if (written.has_value()) {
        co_return std::vector<attribute_map>();
    }
    std::set<std::string> open;
    for (const auto& key : written.error().detail().unprocessed_keys) {
        open.insert(key_text(key));
    }
    if (open.empty()) {
        co_return written.error();
    }
    std::erase_if(items, [&](const attribute_map& item) { return open.count(key_text(item)) == 0; });
    co_return items;
}

}  // namespace

task<void> observability_store::create_span(span value, store_options options) const {
    std::vector<span> spans;
    spans.push_back(std::move(value));
    co_return co_await batch_create_spans(std::move(spans), std::move(options));
}

task<void> observability_store::batch_create_spans(std::vector<span> spans, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    std::set<std::string> trace_ids;
    for (const auto& value : spans) {
        MASTRA_CO_CHECK(check(value));
        trace_ids.insert(value.trace_id);
    }
    if (spans.empty()) {
        co_return result<void>();
    }
    const operation op = state_->begin(options);
    MASTRA_CO_TRY(creation planned, plan(op, without_repeats(std::move(spans))));
    MASTRA_CO_CHECK(co_await write_parts(op, std::move(planned.parts)));
    MASTRA_CO_CHECK(co_await put_each_once(op, std::move(planned.oversize), planned.token));
    if (planned.small.size() > 1) {
        MASTRA_CO_TRY(planned.small, co_await put_batch(op, std::move(planned.small)));
    }
    MASTRA_CO_CHECK(co_await put_each_once(op, std::move(planned.small), planned.token));
    MASTRA_CO_TRY(const found_spans found, co_await find_spans(op, {}, std::move(trace_ids), true));
    MASTRA_CO_CHECK(co_await carry_out_waiting(op, found.marked_traces));
    co_return result<void>();
}

}  // namespace mastra::stores
