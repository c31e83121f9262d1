// Partial changes of spans, each atomic; those that came before their span wait for it.
#include "mastra/client/parallel.hpp"
#include "stores/exact_items.hpp"
#include "stores/item_update.hpp"
#include "stores/observability/span_codec.hpp"
#include "stores/observability/span_entities.hpp"
#include "stores/observability/state.hpp"
#include "stores/observability/trace_items.hpp"
#include "stores/observability/waiting_updates.hpp"
#include "stores/record_editor.hpp"

#include <fmt/format.h>

#include <map>
#include <set>
#include <utility>

namespace mastra::stores {
namespace {

namespace asio = boost::asio;

/// Tries the change on a span of its own: what passes here passes on every stored span.
result<void> check(const span_update& change) {
    MASTRA_CHECK(check_id(span_kind(), span_record_id(change.trace_id, change.span_id)));
    span sample;
    sample.trace_id = change.trace_id;
    sample.span_id = change.span_id;
    sample.span_type = "generic";
    if (auto applied = apply_changes(sample, change.changes); applied.has_error()) {
        return applied.error().with_context(fmt::format("span {} of trace {}", change.span_id, change.trace_id));
    }
    return {};
}

/// One update a span: of its changes, later ones over earlier ones.
result<std::vector<span_update>> joined(std::vector<span_update> changes) {
    std::vector<span_update> distinct;
    std::map<std::string, std::size_t> positions;
    for (auto& change : changes) {
        const auto [at, inserted] =
            positions.emplace(span_record_id(change.trace_id, change.span_id).text(), distinct.size());
        if (inserted) {
            distinct.push_back(std::move(change));
            continue;
        }
        span_update& earlier = distinct[at->second];
        MASTRA_TRY(json_object all, json_object::parse(earlier.changes.text()));
        MASTRA_TRY(const json_object later, json_object::parse(change.changes.text()));
        all.merge(later);
        earlier.changes = all.to_text();
    }
    return distinct;
}

std::string id_of(const span_update& change) {
    return span_record_id(change.trace_id, change.span_id).text();
}

task<found_spans> find_all(operation op, const std::vector<span_update>& changes) {
    std::vector<record_id> ids;
    std::set<std::string> trace_ids;
    for (const auto& change : changes) {
        ids.push_back(span_record_id(change.trace_id, change.span_id));
        trace_ids.insert(change.trace_id);
    }
    co_return co_await find_spans(op, std::move(ids), std::move(trace_ids), true);
}

/// What waits is older than these changes: it goes first.
task<found_spans> find_settled(operation op, const std::vector<span_update>& changes) {
    MASTRA_CO_TRY(found_spans found, co_await find_all(op, changes));
    if (found.marked_traces.empty()) {
        co_return found;
    }
    MASTRA_CO_TRY(const auto carried_out, co_await carry_out_waiting(op, found.marked_traces));
    if (carried_out.empty()) {
        co_return found;
    }
    co_return co_await find_all(op, changes);
}

/// Returns whether the span is still there.
task<bool> update_one(operation op, located_item stored, const span_update& change) {
    record_edit<stored_span> edit(op, span_record_id(change.trace_id, change.span_id));
    edit.apply = [op, &change](std::optional<stored_span>& current) -> result<edit_step> {
        if (!current) {
            return edit_step::unchanged;
        }
        MASTRA_CHECK(apply_changes(*current, change.changes));
        current->updated_at = next_update_time(op, current->updated_at);
        return edit_step::changed;
    };
    MASTRA_CO_TRY(const auto after, co_await edit_loaded<stored_span>(std::move(stored), std::move(edit)));
    co_return after.has_value();
}

/// Updates the spans that exist. Returns the changes of the others.
task<std::vector<span_update>> update_existing(operation op, std::vector<span_update> changes) {
    MASTRA_CO_TRY(found_spans found, co_await find_settled(op, changes));
    std::vector<char> done(changes.size(), 0);
    MASTRA_CO_CHECK(co_await client::for_each_parallel(
        changes.size(), op->config->max_parallel_requests, [&](std::size_t i) -> task<void> {
            const auto at = found.spans.find(id_of(changes[i]));
            if (at != found.spans.end()) {
                MASTRA_CO_TRY(const bool updated, co_await update_one(op, at->second, changes[i]));
                done[i] = updated ? 1 : 0;
            }
            co_return result<void>();
        }));
    std::vector<span_update> missing;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        if (done[i] == 0) {
            missing.push_back(std::move(changes[i]));
        }
    }
    co_return missing;
}

/// Keeps the changes for spans that come later. Returns how many wait; the others came meanwhile.
task<std::int64_t> let_wait(operation op, std::vector<span_update> missing) {
    std::set<std::string> ids;
    std::set<std::string> trace_ids;
    for (const auto& change : missing) {
        ids.insert(id_of(change));
        trace_ids.insert(change.trace_id);
    }
    MASTRA_CO_CHECK(co_await keep_waiting(op, std::move(missing)));
    MASTRA_CO_TRY(const auto carried_out, co_await carry_out_waiting(op, std::move(trace_ids)));
    for (const auto& id : carried_out) {
        ids.erase(id);
    }
    co_return static_cast<std::int64_t>(ids.size());
}

}  // namespace

task<span_update_report> observability_store::update_span(span_update change, store_options options) const {
    std::vector<span_update> changes;
    changes.push_back(std::move(change));
    co_return co_await batch_update_spans(std::move(changes), std::move(options));
}

task<span_update_report> observability_store::batch_update_spans(std::vector<span_update> changes,
                                                                 store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    for (const auto& change : changes) {
        MASTRA_CO_CHECK(check(change));
    }
    span_update_report report;
    if (changes.empty()) {
        co_return report;
    }
    const operation op = state_->begin(options);
    MASTRA_CO_TRY(changes, joined(std::move(changes)));
    const auto count = static_cast<std::int64_t>(changes.size());
    MASTRA_CO_TRY(std::vector<span_update> missing, co_await update_existing(op, std::move(changes)));
    if (!missing.empty()) {
        MASTRA_CO_TRY(report.waiting, co_await let_wait(op, std::move(missing)));
    }
    report.applied = count - report.waiting;
    co_return report;
}

}  // namespace mastra::stores
