// Saving and reading single evals, and saving many.
#include "mastra/client/parallel.hpp"
#include "stores/config_check.hpp"
#include "stores/evals/eval_codec.hpp"
#include "stores/evals/state.hpp"
#include "stores/exact_items.hpp"
#include "stores/metadata.hpp"
#include "stores/save_report.hpp"
#include "stores/save_whole.hpp"
#include "stores/spill_io.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

namespace mastra::stores {
namespace {

namespace asio = boost::asio;

result<void> check_eval(const eval& value) {
    MASTRA_CHECK(check_id(eval_kind(), eval_id(value.run_id)));
    if (value.agent_name.empty()) {
        return error(store_errc::invalid_argument, fmt::format("eval {}: agent_name is required", value.run_id));
    }
    if (!value.result.is_object()) {
        return error(store_errc::invalid_argument, fmt::format("eval {}: result must be a JSON object", value.run_id));
    }
    MASTRA_CHECK(check_metadata(value.test_info));
    MASTRA_CHECK(check_metadata(value.metadata));
    MASTRA_CHECK(to_item(eval_kind(), to_attributes(value)));  // its index keys
    return {};
}

eval completed(eval value, timestamp now) {
    if (value.created_at == timestamp()) {
        value.created_at = now;
    }
    value.updated_at = now;
    return value;
}

task<void> write_eval(operation op, const eval& value) {
    MASTRA_CO_CHECK(co_await save_whole(op, eval_kind(), eval_id(value.run_id), to_attributes(value)));
    co_return result<void>();
}

/// Of a run given twice the last eval counts, at the place of the first.
std::vector<eval> without_repeats(std::vector<eval> values) {
    std::map<std::string, std::size_t> positions;
    std::vector<eval> distinct;
    for (auto& value : values) {
        const auto [at, inserted] = positions.emplace(value.run_id, distinct.size());
        if (inserted) {
            distinct.push_back(std::move(value));
        } else {
            distinct[at->second] = std::move(value);
        }
    }
    return distinct;
}

}  // namespace

evals_store::evals_store(client::dynamodb_client client, store_config config)
    : state_(std::make_shared<const state>(state{std::move(client), checked_config(std::move(config))})) {}

const store_config& evals_store::config() const noexcept {
    return *state_->config;
}
const client::dynamodb_client& evals_store::client() const noexcept {
    return state_->client;
}

task<eval> evals_store::save_eval(eval value, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    const operation op = state_->begin(options);
    value = completed(std::move(value), op->now);
    MASTRA_CO_CHECK(check_eval(value));
    MASTRA_CO_CHECK(co_await write_eval(op, value));
    co_return value;
}

task<std::vector<eval>> evals_store::save_evals(std::vector<eval> values, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    const operation op = state_->begin(options);
    std::vector<std::string> ids;
    values = without_repeats(std::move(values));
    for (auto& value : values) {
        value = completed(std::move(value), op->now);
        MASTRA_CO_CHECK(check_eval(value));
        ids.push_back(value.run_id);
    }
    save_report report;
    MASTRA_CO_CHECK(co_await client::for_each_parallel(
        values.size(), op->config->max_parallel_requests, [&](std::size_t i) -> task<void> {
            if (auto written = co_await write_eval(op, values[i]); written.has_error()) {
                report.unsaved_ids.insert(ids[i]);
                report.fault = written.error();
            }
            co_return result<void>();  // one that fails does not keep the others from being saved
        }));
    MASTRA_CO_CHECK(to_result(report, ids, "evals"));
    co_return values;
}

task<std::optional<eval>> evals_store::get_eval_by_run_id(std::string run_id, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    const record_id id = eval_id(std::move(run_id));
    MASTRA_CO_CHECK(check_id(eval_kind(), id));
    const operation op = state_->begin(options);
    MASTRA_CO_TRY(std::optional<located_item> found,
                  co_await find_item(op, eval_kind(), id, op->config->consistent_reads));
    if (!found) {
        co_return std::optional<eval>();
    }
    MASTRA_CO_TRY(const std::optional<attribute_map> restored,
                  co_await restore_item(op, eval_kind(), std::move(found->item)));
    if (!restored) {
        co_return std::optional<eval>();
    }
    co_return to_eval(*restored);
}

}  // namespace mastra::stores
