#include "stores/observability/waiting_updates.hpp"

#include "mastra/client/parallel.hpp"
#include "mastra/core/random.hpp"
#include "stores/delete_items.hpp"
#include "stores/item_update.hpp"
#include "stores/observability/span_entities.hpp"
#include "stores/observability/trace_items.hpp"
#include "stores/put_items.hpp"
#include "stores/record_editor.hpp"
#include "stores/spill_io.hpp"

#include <map>
#include <utility>

namespace mastra::stores {
namespace {

result<spilled_item> waiting_item(const operation& op, const span_update& update) {
    attribute_map attributes{{"changes", update.changes.text()},
                             {"createdAt", op->now_text()},
                             {"spanId", update.span_id},
                             {"token", make_token()},
                             {"traceId", update.trace_id}};
    MASTRA_CHECK(set_ttl(op, waiting_update_kind(), attributes));
    MASTRA_TRY(attribute_map item, waiting_update_entity().to_item(std::move(attributes)));
    return fit(op, waiting_update_kind(), std::move(item));
}

result<attribute_map> mark_item(const operation& op, const std::string& trace_id) {
    attribute_map attributes{{"traceId", trace_id}};
    MASTRA_CHECK(set_ttl(op, waiting_mark_kind(), attributes));
    return waiting_mark_entity().to_item(std::move(attributes));
}

/// All waiting updates of one span, in their order.
task<void> carry_out_on(operation op, located_item stored, const std::vector<waiting_update>& updates) {
    const auto trace_id = *stored.item.find_string("traceId");
    record_edit<stored_span> edit(op, span_record_id(trace_id, updates.front().span_id));
    edit.apply = [op, &updates](std::optional<stored_span>& current) -> result<edit_step> {
        edit_step step = edit_step::unchanged;
        for (const auto& update : updates) {
            if (!current) {
                return step;
            }
            MASTRA_TRY(const bool applied, apply_once(*current, update));
            step = applied ? edit_step::changed : step;
        }
        if (step == edit_step::changed) {
            current->updated_at = next_update_time(op, current->updated_at);
        }
        return step;
    };
    MASTRA_CO_TRY(const auto after, co_await edit_loaded<stored_span>(std::move(stored), std::move(edit)));
    if (!after) {
        co_return result<void>();  // deleted meanwhile: the updates go on waiting
    }
    std::vector<attribute_map> done;
    for (const auto& update : updates) {
        done.push_back(update.item);
    }
    co_return co_await delete_items(op, done);
}

task<std::set<std::string>> carry_out_in(operation op, std::string trace_id) {
    std::set<std::string> carried_out;
    MASTRA_CO_TRY(std::vector<waiting_update> waiting, co_await read_waiting(op, trace_id));
    if (waiting.empty()) {
        co_return carried_out;
    }
    std::map<std::string, std::vector<waiting_update>> by_span;
    std::vector<record_id> ids;
    for (auto& update : waiting) {
        const record_id id = span_record_id(trace_id, update.span_id);
        if (by_span.count(id.text()) == 0) {
            ids.push_back(id);
        }
        by_span[id.text()].push_back(std::move(update));
    }
    MASTRA_CO_TRY(found_spans found, co_await find_spans(op, std::move(ids), {}, true));
    for (auto& [id, stored] : found.spans) {
        MASTRA_CO_CHECK(co_await carry_out_on(op, std::move(stored), by_span.at(id)));
        carried_out.insert(id);
    }
    co_return carried_out;
}

}  // namespace

task<void> keep_waiting(operation op, std::vector<span_update> updates) {
    std::vector<attribute_map> items;
    std::vector<attribute_map> parts;
    std::set<std::string> trace_ids;
    for (const auto& update : updates) {
        MASTRA_CO_TRY(spilled_item fitted, waiting_item(op, update));
        items.push_back(std::move(fitted.item));
        parts.insert(parts.end(), std::make_move_iterator(fitted.parts.begin()),
                     std::make_move_iterator(fitted.parts.end()));
        trace_ids.insert(update.trace_id);
    }
    std::vector<attribute_map> marks;
    for (const auto& trace_id : trace_ids) {
        MASTRA_CO_TRY(attribute_map mark, mark_item(op, trace_id));
        marks.push_back(std::move(mark));
    }
    MASTRA_CO_CHECK(co_await write_parts(op, std::move(parts)));
    MASTRA_CO_CHECK(co_await put_items(op, std::move(items)));
    co_return co_await put_items(op, std::move(marks));  // last: who sees a mark must find the update
}

task<std::set<std::string>> carry_out_waiting(operation op, std::set<std::string> trace_ids) {
    const std::vector<std::string> ids(trace_ids.begin(), trace_ids.end());
    std::vector<std::set<std::string>> by_trace(ids.size());
    MASTRA_CO_CHECK(co_await client::for_each_parallel(
        ids.size(), op->config->max_parallel_requests, [&](std::size_t i) -> task<void> {
            MASTRA_CO_TRY(by_trace[i], co_await carry_out_in(op, ids[i]));
            co_return result<void>();
        }));
    std::set<std::string> carried_out;
    for (auto& spans : by_trace) {
        carried_out.merge(spans);
    }
    co_return carried_out;
}

}  // namespace mastra::stores
