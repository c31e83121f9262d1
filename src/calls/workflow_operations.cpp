#include "mastra/stores/workflows_store.hpp"
#include "mastra/calls/operations.hpp"
#include "mastra/calls/rendered.hpp"

#include <array>
#include <utility>

namespace mastra::calls {
namespace {

using boost::asio::awaitable;
using stores::store_options;
using stores::workflows_store;

awaitable<std::string> persist(const workflows_store& store, const arguments& given, const store_options& options) {
    stores::workflow_snapshot value(given.text("workflowName"), given.text("runId"), given.json_or_null("snapshot"));
    value.resource_id = given.optional_text("resourceId");
    value.created_at = given.time("createdAt");
    value.updated_at = given.time("updatedAt");
    return rendered(store.persist_workflow_snapshot(std::move(value), options));
}

awaitable<std::string> load(const workflows_store& store, const arguments& given, const store_options& options) {
    return rendered(store.load_workflow_snapshot(given.text("workflowName"), given.text("runId"), options));
}

awaitable<std::string> update_results(const workflows_store& store, const arguments& given,
                                      const store_options& options) {
    stores::workflow_step_result change(given.text("workflowName"), given.text("runId"), given.text("stepId"),
                                        given.json_or_null("result"));
    change.request_context = given.json("requestContext");
    return rendered(store.update_workflow_results(std::move(change), options));
}

awaitable<std::string> update_state(const workflows_store& store, const arguments& given,
                                    const store_options& options) {
    json_object changes;
    stores::workflow_state_change change(given.text("workflowName"), given.text("runId"), json_text());
    for (auto& [name, value] : given.members("opts")) {
        if (name != "expectedStatus") {
            changes.set(name, value);
        }
    }
    if (given.object("opts").has("expectedStatus")) {
        change.expected_status = given.object("opts").texts("expectedStatus");
    }
    change.changes = changes.to_text();
    return rendered(store.update_workflow_state(std::move(change), options));
}

awaitable<std::string> list_runs(const workflows_store& store, const arguments& given, const store_options& options) {
    stores::workflow_run_query query;
    query.workflow_name = given.optional_text("workflowName");
    query.resource_id = given.optional_text("resourceId");
    query.from = given.time("fromDate");
    query.to = given.time("toDate");
    query.status = given.optional_text("status");
    query.thread_id = given.optional_text("threadId");
    query.page = given.optional_integer("page");
    if (!given.is_false("perPage")) {
        query.per_page = given.optional_integer("perPage");
    }
    return rendered(store.list_workflow_runs(std::move(query), options));
}

awaitable<std::string> get_run(const workflows_store& store, const arguments& given, const store_options& options) {
    return rendered(store.get_workflow_run_by_id(given.text("runId"), given.optional_text("workflowName"), options));
}

awaitable<std::string> delete_run(const workflows_store& store, const arguments& given, const store_options& options) {
    return rendered(store.delete_workflow_run_by_id(given.text("runId"), given.text("workflowName"), options));
}

struct entry {
    std::string_view name;
    awaitable<std::string> (*begin)(const workflows_store& store, const arguments& given, const store_options& options);
};
constexpr std::array operations{
    entry{"persistWorkflowSnapshot", persist},      entry{"loadWorkflowSnapshot", load},
    entry{"updateWorkflowResults", update_results}, entry{"updateWorkflowState", update_state},
    entry{"listWorkflowRuns", list_runs},           entry{"getWorkflowRunById", get_run},
    entry{"deleteWorkflowRunById", delete_run},
};

}  // namespace

void add_workflow_operations(operation_table& table, const client::dynamodb_client& client,
                             const stores::store_config& config) {
    const workflows_store store(client, config);
    for (const auto& [name, begin] : operations) {
        table.emplace(name, [store, begin = begin](const arguments& given, const store_options& options) {
            return begin(store, given, options);
        });
    }
}

}  // namespace mastra::calls
