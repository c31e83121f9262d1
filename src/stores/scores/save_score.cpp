// Saving and reading single scores.
#include "mastra/core/random.hpp"
#include "stores/config_check.hpp"
#include "stores/exact_items.hpp"
#include "stores/metadata.hpp"
#include "stores/save_whole.hpp"
#include "stores/scores/score_codec.hpp"
#include "stores/scores/state.hpp"
#include "stores/spill_io.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace mastra::stores {
namespace {

namespace asio = boost::asio;

error invalid(const score& value, std::string_view what) {
    return error(store_errc::invalid_argument, fmt::format("score {}: {}", value.id, what));
}

result<void> check_objects(const score& value) {
    for (const auto* object : {&value.scorer, &value.entity}) {
        if (!object->is_object()) {
            return invalid(value, "scorer and entity must be JSON objects");
        }
    }
    for (const auto* object : {&value.metadata, &value.additional_context, &value.request_context,
                               &value.preprocess_step_result, &value.extract_step_result, &value.analyze_step_result}) {
        MASTRA_CHECK(check_metadata(*object));
    }
    return {};
}

result<void> check_score(const score& value) {
    MASTRA_CHECK(check_id(score_kind(), value.id));
    if (value.scorer_id.empty()) {
        return invalid(value, "scorer_id is required");
    }
    if (value.run_id.empty()) {
        return invalid(value, "run_id is required");
    }
    if (value.source != "LIVE" && value.source != "TEST") {
        return invalid(value, "source must be LIVE or TEST");
    }
    if (!std::isfinite(value.value)) {
        return invalid(value, "the score must be a finite number");
    }
    return check_objects(value);
}

/// "" is how upstream stores "none", so it cannot be told from it.
void drop_empty(std::optional<std::string>& text) {
    if (text && text->empty()) {
        text.reset();
    }
}

score completed(score value, timestamp now) {
    if (value.id.empty()) {
        value.id = make_uuid();
    }
    for (auto* text : {&value.trace_id, &value.span_id, &value.resource_id, &value.thread_id}) {
        drop_empty(*text);
    }
    if (value.created_at == timestamp()) {
        value.created_at = now;
    }
    value.updated_at = now;
    return value;
}

}  // namespace

scores_store::scores_store(client::dynamodb_client client, store_config config)
    : state_(std::make_shared<const state>(state{std::move(client), checked_config(std::move(config))})) {}

const store_config& scores_store::config() const noexcept {
    return *state_->config;
}
const client::dynamodb_client& scores_store::client() const noexcept {
    return state_->client;
}

task<score> scores_store::save_score(score value, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    const operation op = state_->begin(options);
    value = completed(std::move(value), op->now);
    MASTRA_CO_CHECK(check_score(value));
    MASTRA_CO_TRY(attribute_map attributes, to_attributes(value));
    MASTRA_CO_CHECK(co_await save_whole(op, score_kind(), value.id, std::move(attributes)));
    co_return value;
}

task<std::optional<score>> scores_store::get_score_by_id(std::string id, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    MASTRA_CO_CHECK(check_id(score_kind(), id));
    const operation op = state_->begin(options);
    MASTRA_CO_TRY(std::optional<located_item> found,
                  co_await find_item(op, score_kind(), std::move(id), op->config->consistent_reads));
    if (!found) {
        co_return std::optional<score>();
    }
    MASTRA_CO_TRY(const std::optional<attribute_map> restored,
                  co_await restore_item(op, score_kind(), std::move(found->item)));
    if (!restored) {
        co_return std::optional<score>();
    }
    co_return to_score(*restored);
}

}  // namespace mastra::stores
