// Single runs: persist, load, get, delete.
#include "mastra/client/pages.hpp"
#include "mastra/core/limits.hpp"
#include "mastra/model/operations.hpp"
#include "stores/erase_exact.hpp"
#include "stores/config_check.hpp"
#include "stores/exact_items.hpp"
#include "stores/item_fields.hpp"
#include "stores/save_whole.hpp"
#include "stores/spill_io.hpp"
#include "stores/workflows/run_record.hpp"
#include "stores/workflows/state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace mastra::stores {
namespace {

namespace asio = boost::asio;

constexpr std::size_t longest_resource_id = 2048;

result<void> check_snapshot(const workflow_snapshot& value) {
    if (!value.snapshot.is_object()) {
        return error(store_errc::invalid_argument, "the snapshot of a run must be a JSON object");
    }
    if (value.resource_id && value.resource_id->size() > longest_resource_id) {
        return error(store_errc::invalid_argument,
                     fmt::format("the resource_id of a run has {} bytes; at most {} are possible",
                                 value.resource_id->size(), longest_resource_id));
    }
    return {};
}

workflow_run run_of(const operation& op, workflow_snapshot value) {
    workflow_run run;
    run.workflow_name = std::move(value.workflow_name);
    run.run_id = std::move(value.run_id);
    run.snapshot = std::move(value.snapshot);
    run.resource_id = std::move(value.resource_id);
    run.created_at = value.created_at.value_or(op->now);
    run.updated_at = value.updated_at.value_or(op->now);
    return run;
}

/// Whether the item is plain may depend on what else it has.
bool is_near_limit(const json_text& snapshot) {
    const std::size_t size = snapshot.text().size();
    return size <= limits::max_item_bytes && size + 2 * room_for_later > limits::max_item_bytes;
}

/// The resource that a stored run would keep: near the limit its bytes count.
task<std::optional<std::string>> stored_resource(operation op, record_id id) {
    MASTRA_CO_TRY(const std::optional<located_item> found,
                  co_await find_item(op, workflow_snapshot_kind(), std::move(id), true));
    co_return found ? text_of(found->item, "resourceId") : std::nullopt;
}

task<std::optional<workflow_run>> whole_run(operation op, attribute_map item) {
    MASTRA_CO_TRY(const std::optional<attribute_map> restored,
                  co_await restore_item(op, workflow_snapshot_kind(), std::move(item)));
    if (!restored) {
        co_return std::optional<workflow_run>();
    }
    co_return to_workflow_run(*restored);
}

task<std::optional<workflow_run>> named_run(operation op, record_id id) {
    MASTRA_CO_TRY(std::optional<located_item> found,
                  co_await find_item(op, workflow_snapshot_kind(), std::move(id), op->config->consistent_reads));
    if (!found) {
        co_return std::optional<workflow_run>();
    }
    co_return co_await whole_run(op, std::move(found->item));
}

bool is_older(const attribute_map& a, const attribute_map& b) {
    const auto age = [](const attribute_map& item) {
        const std::string* created = item.find_string("createdAt");
        const std::string* name = item.find_string("workflow_name");
        return std::tuple(created ? *created : std::string(), name ? *name : std::string());
    };
    return age(a) < age(b);
}

/// Of the runs with this id, of any workflow, the one that was created last.
task<std::optional<workflow_run>> newest_run(operation op, std::string run_id) {
    auto query = workflow_snapshot_kind().entity().query("gsi2", attribute_map{{"run_id", std::move(run_id)}});
    query.where(not_expired(op, workflow_snapshot_kind()));
    MASTRA_CO_TRY(protocol::query_request request, query.params(op->table()));
    MASTRA_CO_CHECK(check_not_cancelled(co_await boost::asio::this_coro::cancellation_state));
    MASTRA_CO_TRY(std::vector<attribute_map> items,
                  co_await client::read_all(op->client, std::move(request), op->call));
    const auto newest = std::max_element(items.begin(), items.end(), is_older);
    if (newest == items.end()) {
        co_return std::optional<workflow_run>();
    }
    co_return co_await whole_run(op, std::move(*newest));
}

}  // namespace

workflows_store::workflows_store(client::dynamodb_client client, store_config config) {
    const asio::any_io_executor executor = client.executor();
    state_ = std::make_shared<const state>(
        state{std::move(client), checked_config(std::move(config)), record_editor<workflow_run>(executor)});
}

const store_config& workflows_store::config() const noexcept {
    return *state_->config;
}
const client::dynamodb_client& workflows_store::client() const noexcept {
    return state_->client;
}

task<void> workflows_store::persist_workflow_snapshot(workflow_snapshot value, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    const record_id id = run_record_id(value.workflow_name, value.run_id);
    MASTRA_CO_CHECK(check_id(workflow_snapshot_kind(), id));
    MASTRA_CO_CHECK(check_snapshot(value));
    const operation op = state_->begin(options);
    workflow_run run = run_of(op, std::move(value));
    if (!run.resource_id && is_near_limit(run.snapshot)) {
        MASTRA_CO_TRY(run.resource_id, co_await stored_resource(op, id));
    }
    std::vector<std::string> kept{"createdAt"};
    if (!run.resource_id) {
        kept.emplace_back("resourceId");
    }
    attribute_map attributes = to_attributes(run);
    MASTRA_CO_CHECK(co_await save_whole(op, workflow_snapshot_kind(), id, std::move(attributes), kept));
    co_return result<void>();
}

task<std::optional<json_text>> workflows_store::load_workflow_snapshot(std::string workflow_name, std::string run_id,
                                                                       store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    const record_id id = run_record_id(workflow_name, run_id);
    MASTRA_CO_CHECK(check_id(workflow_snapshot_kind(), id));
    const operation op = state_->begin(options);
    MASTRA_CO_TRY(std::optional<workflow_run> run, co_await named_run(op, id));
    co_return run ? std::optional<json_text>(std::move(run->snapshot)) : std::nullopt;
}

task<std::optional<workflow_run>> workflows_store::get_workflow_run_by_id(std::string run_id,
                                                                          std::optional<std::string> workflow_name,
                                                                          store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    const bool named = workflow_name && !workflow_name->empty();
    const record_id id = run_record_id(named ? *workflow_name : "any", run_id);
    MASTRA_CO_CHECK(check_id(workflow_snapshot_kind(), id));
    const operation op = state_->begin(options);
    if (named) {
        co_return co_await named_run(op, id);
    }
    co_return co_await newest_run(op, std::move(run_id));
}

task<void> workflows_store::delete_workflow_run_by_id(std::string run_id, std::string workflow_name,
                                                      store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    const record_id id = run_record_id(workflow_name, run_id);
    MASTRA_CO_CHECK(check_id(workflow_snapshot_kind(), id));
    const operation op = state_->begin(options);
    co_return co_await erase_exact(op, workflow_snapshot_kind(), id);
}

}  // namespace mastra::stores
