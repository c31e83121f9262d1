// The workflows domain: snapshots of runs, with results and states merged into them atomically (contract section 3.2).
#pragma once

#include "mastra/client/dynamodb_client.hpp"
#include "mastra/core/json_text.hpp"
#include "mastra/core/timestamp.hpp"
#include "mastra/stores/store_config.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mastra::stores {

/// One run of a workflow.
struct workflow_run {
    workflow_run() = default;
    std::string workflow_name;
    std::string run_id;
    json_text snapshot;  ///< as stored: a JSON object
    std::optional<std::string> resource_id;
    timestamp created_at{};
    timestamp updated_at{};
    friend bool operator==(const workflow_run&, const workflow_run&) = default;
};

/// A snapshot to store.
struct workflow_snapshot {
    workflow_snapshot() = default;
    workflow_snapshot(std::string workflow_name_, std::string run_id_, json_text snapshot_)
        : workflow_name(std::move(workflow_name_)), run_id(std::move(run_id_)), snapshot(std::move(snapshot_)) {}
    std::string workflow_name;  ///< 1 byte up to about 2,000 bytes
    std::string run_id;         ///< 1 byte up to about 950 bytes
    json_text snapshot;         ///< a JSON object, up to store_config::max_record_bytes
    /// Empty: a stored run keeps the resource it has. At most 2,048 bytes.
    std::optional<std::string> resource_id;
    std::optional<timestamp> created_at;  ///< empty: now. Of a stored run the first one stays.
    std::optional<timestamp> updated_at;  ///< empty: now
};

/// The result of one step of a run.
struct workflow_step_result {
    workflow_step_result() = default;
    workflow_step_result(std::string workflow_name_, std::string run_id_, std::string step_id_, json_text result_)
        : workflow_name(std::move(workflow_name_)),
          run_id(std::move(run_id_)),
          step_id(std::move(step_id_)),
          step_result(std::move(result_)) {}
    std::string workflow_name;
    std::string run_id;
    std::string step_id;
    json_text step_result;
    std::optional<json_text> request_context;  ///< a JSON object, merged shallowly into the snapshot's
};

/// A change of a run's state.
struct workflow_state_change {
    workflow_state_change() = default;
    workflow_state_change(std::string workflow_name_, std::string run_id_, json_text changes_)
        : workflow_name(std::move(workflow_name_)), run_id(std::move(run_id_)), changes(std::move(changes_)) {}
    std::string workflow_name;
    std::string run_id;
    json_text changes;  ///< a JSON object: {...snapshot, ...changes}
    /// The change is made only while the snapshot's `status` is one of these. Empty (no list): always.
    std::optional<std::vector<std::string>> expected_status;
};

/// Which runs; filters are joined with "and". An empty text is no restriction.
struct workflow_run_query {
    workflow_run_query() = default;
    std::optional<std::string> workflow_name;  ///< absent: the runs of all workflows (reads the whole table)
    std::optional<std::string> resource_id;
    std::optional<timestamp> from;  ///< created at this time or later
    std::optional<timestamp> to;    ///< created at this time or earlier
    std::optional<std::string> status;
    /// The thread in the memory info of the snapshot: of its first suspended step, else of its input.
    std::optional<std::string> thread_id;
    // Only when both are given there are pages; else all runs come.
    std::optional<std::int64_t> page;
    std::optional<std::int64_t> per_page;
};

struct workflow_run_list {
    std::vector<workflow_run> runs;  ///< newest first; equal times by run_id and workflow_name, descending
    std::int64_t total = 0;          ///< all runs that match, over all pages
};

/// A handle; copies share the client, the settings, and the queues that join concurrent updates of one run.
/// Thread safety: any number of concurrent calls, from any thread. Lifetime: calls in flight keep the state alive.
///
/// Every operation: one deadline for all its requests (store_options::call); cancellation `terminal`: no further
/// request is sent. Common errors: those of dynamodb_client::async_send; invalid_argument, key_too_long and
/// key_unrepresentable for names and ids; resource_not_found and index_not_found when the table or an index is missing.
/// Requests sent are for the usual case: names and ids that differ from stored ones only in case, and those with
/// capital letters that are not found, cost one more read (docs/formats/table-layout.md). Runs with a TTL in the past
/// are treated as absent everywhere; every write begins their lifetime anew. Snapshots that do not fit DynamoDB's 400
/// KB are kept in parts: one more request for each 25 of them to write, for each 100 to read, and one to remove old
/// ones.
class workflows_store {
public:
    /// Throws mastra::exception (invalid_argument) for an empty table name or a value outside its range.
    workflows_store(client::dynamodb_client client, store_config config);

    [[nodiscard]] const store_config& config() const noexcept;
    [[nodiscard]] const client::dynamodb_client& client() const noexcept;

    /// Results and states of one run may be updated by many writers at once, in many processes.
    [[nodiscard]] static constexpr bool supports_concurrent_updates() noexcept { return true; }

    /// Creates the run or replaces its snapshot. Always written: finding out that the stored snapshot is the same would
    /// take a read, which this operation does not need. Errors: invalid_argument, item_too_large. Requests sent: 1; 2
    /// without resource_id when the snapshot is within 8 kB of DynamoDB's limit.
    [[nodiscard]] boost::asio::awaitable<result<void>> persist_workflow_snapshot(workflow_snapshot value,
                                                                                 store_options options = {}) const;

    /// Empty when there is no such run. Requests sent: 1.
    [[nodiscard]] boost::asio::awaitable<result<std::optional<json_text>>> load_workflow_snapshot(
        std::string workflow_name, std::string run_id, store_options options = {}) const;

    /// Puts a step's result into `context` and merges the request context; a run that is missing is created with a
    /// pending snapshot. Where the stored and the new result both have an array `output`, a slot that is not null
    /// replaces the stored one; an output with a slot {"__mastra_pending__":true} only sets such slots to null, where
    /// they are null, pending or suspended. Atomic across processes: of N concurrent updates N are kept. Returns the
    /// `context` after the update. Nothing is written when nothing changes (and no TTL has to be renewed). Errors:
    /// invalid_argument, corrupt_record (a snapshot without context), item_too_large, update_conflict (at the
    /// deadline). Requests sent: 2, and 1 more for each conflict; concurrent updates of one run through this handle
    /// share them.
    [[nodiscard]] boost::asio::awaitable<result<json_text>> update_workflow_results(workflow_step_result change,
                                                                                    store_options options = {}) const;

    /// Merges changes into the snapshot and returns it. Empty, and nothing is written, when there is no such run or its
    /// status is not an expected one: of several concurrent calls that expect one status and change it, one wins. Else
    /// as update_workflow_results. Errors: invalid_argument also when the changes have a member `expectedStatus`.
    [[nodiscard]] boost::asio::awaitable<result<std::optional<json_text>>> update_workflow_state(
        workflow_state_change change, store_options options = {}) const;

    /// Eventually consistent. Of a page the snapshots that are shown are sent, and those of the workflow's first 8
    /// runs, or of its first MB where these are small. A filter by status or thread looks into the snapshots: DynamoDB
    /// sends those that mention the status (or thread) anywhere, a megabyte at a time. Errors: invalid_page. Requests
    /// sent: one for each MB of the workflow's runs (of the table, without workflow_name) and one more, and one for
    /// each 100 runs of the page that are not among the first.
    [[nodiscard]] boost::asio::awaitable<result<workflow_run_list>> list_workflow_runs(
        workflow_run_query query, store_options options = {}) const;

    /// Without a name (or with an empty one) the run of this id that was created last, from an index: eventually
    /// consistent. Requests sent: 1.
    [[nodiscard]] boost::asio::awaitable<result<std::optional<workflow_run>>> get_workflow_run_by_id(
        std::string run_id, std::optional<std::string> workflow_name = {}, store_options options = {}) const;

    /// Deletes the run and its parts. A run that does not exist is no error. Requests sent: 1.
    [[nodiscard]] boost::asio::awaitable<result<void>> delete_workflow_run_by_id(std::string run_id,
                                                                                 std::string workflow_name,
                                                                                 store_options options = {}) const;

private:
    struct state;
    std::shared_ptr<const state> state_;
};

}  // namespace mastra::stores
