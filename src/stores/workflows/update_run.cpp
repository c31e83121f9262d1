// Results of steps and states of runs, merged atomically (contract section 3.2; section 5, rows 7 to 9).
#include "stores/exact_items.hpp"
#include "stores/workflows/run_record.hpp"
#include "stores/workflows/snapshot.hpp"
#include "stores/workflows/state.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace mastra::stores {
namespace {

namespace asio = boost::asio;

using run_edit = record_edit<workflow_run>;

workflow_run new_run(const operation& op, const std::string& workflow_name, const std::string& run_id) {
    workflow_run run;
    run.workflow_name = workflow_name;
    run.run_id = run_id;
    run.snapshot = pending_snapshot(run_id, op->now);
    run.created_at = run.updated_at = op->now;
    return run;
}

/// An identical snapshot is written only to begin the run's lifetime anew.
edit_step replace_snapshot(const operation& op, workflow_run& run, json_text snapshot) {
    if (run.snapshot == snapshot && !is_ttl_enabled(entity_kind::workflow_snapshot, op->config->ttl)) {
        return edit_step::unchanged;
    }
    run.snapshot = std::move(snapshot);
    run.updated_at = next_update_time(op, run.updated_at);
    return edit_step::changed;
}

bool is_expected(const workflow_state_change& change, const json_text& snapshot) {
    if (!change.expected_status) {
        return true;
    }
    const auto status = status_of(snapshot);
    return status && std::ranges::find(*change.expected_status, *status) != change.expected_status->end();
}

result<void> check_changes(const json_text& changes) {
    auto parsed = json_object::parse(changes.text());
    if (parsed.has_error()) {
        return error(store_errc::invalid_argument, "the changes of a state must be a JSON object");
    }
    if (parsed->find("expectedStatus") != nullptr) {
        return error(store_errc::invalid_argument,
                     "expectedStatus is no part of a run's state; give it as expected_status");
    }
    return {};
}

/// What a step's update is, shared by every attempt.
struct step_edit {
    workflow_step_result change;
    operation op;
    json_text context;  ///< after the last attempt

    result<edit_step> apply(std::optional<workflow_run>& current) {
        const bool missing = !current;
        if (missing) {
            current = new_run(op, change.workflow_name, change.run_id);
        }
        const json_text requests = change.request_context.value_or(json_object().to_text());
        MASTRA_TRY(merged_step merged,
                   merge_step_result(current->snapshot, change.step_id, change.step_result, requests));
        context = std::move(merged.context);
        if (missing) {
            current->snapshot = std::move(merged.snapshot);
            return edit_step::changed;
        }
        return replace_snapshot(op, *current, std::move(merged.snapshot));
    }
};

struct state_edit {
    workflow_state_change change;
    operation op;
    std::optional<json_text> snapshot;  ///< after the last attempt

    result<edit_step> apply(std::optional<workflow_run>& current) {
        snapshot.reset();
        if (!current || !is_expected(change, current->snapshot)) {
            return edit_step::unchanged;
        }
        MASTRA_TRY(json_text merged, merge_state(current->snapshot, change.changes));
        snapshot = merged;
        return replace_snapshot(op, *current, std::move(merged));
    }
};

template <class Edit>
run_edit edit_of(const std::shared_ptr<Edit>& shared, const record_id& id) {
    run_edit edit(shared->op, id);
    edit.apply = [shared](std::optional<workflow_run>& current) { return shared->apply(current); };
    return edit;
}

}  // namespace

task<json_text> workflows_store::update_workflow_results(workflow_step_result change, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    const record_id id = run_record_id(change.workflow_name, change.run_id);
    MASTRA_CO_CHECK(check_id(workflow_snapshot_kind(), id));
    // Inside the snapshot and its context.
    MASTRA_CO_CHECK(check_nesting(change.step_result, 2, "the result of a step"));
    if (change.request_context) {
        MASTRA_CO_CHECK(check_nesting(*change.request_context, 1, "the request context"));
    }
    const auto shared = std::make_shared<step_edit>();
    shared->op = state_->begin(options);
    shared->change = std::move(change);
    run_edit edit = edit_of(shared, id);
    MASTRA_CO_CHECK(co_await state_->runs.edit(std::move(edit)));
    co_return std::move(shared->context);
}

task<std::optional<json_text>> workflows_store::update_workflow_state(workflow_state_change change,
                                                                      store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    const record_id id = run_record_id(change.workflow_name, change.run_id);
    MASTRA_CO_CHECK(check_id(workflow_snapshot_kind(), id));
    MASTRA_CO_CHECK(check_nesting(change.changes, 0, "the state"));
    MASTRA_CO_CHECK(check_changes(change.changes));
    const auto shared = std::make_shared<state_edit>();
    shared->op = state_->begin(options);
    shared->change = std::move(change);
    run_edit edit = edit_of(shared, id);
    MASTRA_CO_CHECK(co_await state_->runs.edit(std::move(edit)));
    co_return std::move(shared->snapshot);
}

}  // namespace mastra::stores
