#include "mastra/stores/scores_store.hpp"
#include "mastra/calls/operations.hpp"
#include "mastra/calls/rendered.hpp"

#include <array>
#include <cstdlib>
#include <utility>

namespace mastra::calls {

using stores::score;

namespace {

using boost::asio::awaitable;
using stores::scores_store;
using stores::store_options;

struct text_member {
    std::string_view name;
    std::optional<std::string> score::*field;
};
constexpr std::array texts{
    text_member{"entityType", &score::entity_type},
    text_member{"reason", &score::reason},
    text_member{"preprocessPrompt", &score::preprocess_prompt},
    text_member{"extractPrompt", &score::extract_prompt},
    text_member{"analyzePrompt", &score::analyze_prompt},
    text_member{"reasonPrompt", &score::reason_prompt},
    text_member{"generateScorePrompt", &score::generate_score_prompt},
    text_member{"generateReasonPrompt", &score::generate_reason_prompt},
    text_member{"traceId", &score::trace_id},
    text_member{"spanId", &score::span_id},
    text_member{"resourceId", &score::resource_id},
    text_member{"threadId", &score::thread_id},
    text_member{"organizationId", &score::organization_id},
    text_member{"projectId", &score::project_id},
    text_member{"batchId", &score::batch_id},
    text_member{"datasetId", &score::dataset_id},
    text_member{"datasetItemId", &score::dataset_item_id},
};

struct json_member {
    std::string_view name;
    std::optional<json_text> score::*field;
};
constexpr std::array jsons{
    json_member{"input", &score::input},
    json_member{"metadata", &score::metadata},
    json_member{"additionalContext", &score::additional_context},
    json_member{"requestContext", &score::request_context},
    json_member{"preprocessStepResult", &score::preprocess_step_result},
    json_member{"extractStepResult", &score::extract_step_result},
    json_member{"analyzeStepResult", &score::analyze_step_result},
};

score score_of(const arguments& given) {
    score value;
    value.id = given.optional_text("id").value_or("");
    value.scorer_id = given.text("scorerId");
    value.run_id = given.text("runId");
    value.entity_id = given.optional_text("entityId").value_or("");
    value.source = given.text("source");
    value.value = std::strtod(given.json_or_null("score").text().c_str(), nullptr);
    value.scorer = given.json_or_null("scorer");
    value.entity = given.json_or_null("entity");
    value.output = given.json_or_null("output");
    for (const auto& [name, field] : texts) {
        value.*field = given.optional_text(name);
    }
    for (const auto& [name, field] : jsons) {
        value.*field = given.json(name);
    }
    if (given.has("structuredOutput")) {
        value.structured_output = given.flag("structuredOutput", false);
    }
    value.created_at = given.time("createdAt").value_or(timestamp());
    return value;
}

stores::score_query query_of(const arguments& given) {
    stores::score_query query;
    query.entity_id = given.optional_text("entityId");
    query.entity_type = given.optional_text("entityType");
    query.source = given.optional_text("source");
    const arguments filters = given.object("filters");
    query.organization_id = filters.optional_text("organizationId");
    query.project_id = filters.optional_text("projectId");
    const arguments pagination = given.object("pagination");
    query.paging.page = pagination.integer("page", 0);
    if (pagination.has("perPage") && !pagination.is_false("perPage")) {
        query.paging.per_page = pagination.integer("perPage", 0);
    }
    return query;
}

awaitable<std::string> save_score(const scores_store& store, const arguments& given, const store_options& options) {
    return rendered(store.save_score(score_of(given), options));
}

awaitable<std::string> get_score_by_id(const scores_store& store, const arguments& given,
                                       const store_options& options) {
    return rendered(store.get_score_by_id(given.text("id"), options));
}

awaitable<std::string> list_by_scorer(const scores_store& store, const arguments& given, const store_options& options) {
    return rendered(store.list_scores_by_scorer_id(given.text("scorerId"), query_of(given), options));
}

awaitable<std::string> list_by_run(const scores_store& store, const arguments& given, const store_options& options) {
    return rendered(store.list_scores_by_run_id(given.text("runId"), query_of(given), options));
}

awaitable<std::string> list_by_entity(const scores_store& store, const arguments& given, const store_options& options) {
    stores::score_query query = query_of(given);
    query.entity_id.reset();
    return rendered(store.list_scores_by_entity_id(given.text("entityId"), std::move(query), options));
}

awaitable<std::string> list_by_span(const scores_store& store, const arguments& given, const store_options& options) {
    return rendered(store.list_scores_by_span(given.text("traceId"), given.text("spanId"), query_of(given), options));
}

struct entry {
    std::string_view name;
    awaitable<std::string> (*begin)(const scores_store& store, const arguments& given, const store_options& options);
};
constexpr std::array operations{
    entry{"saveScore", save_score},
    entry{"getScoreById", get_score_by_id},
    entry{"listScoresByScorerId", list_by_scorer},
    entry{"listScoresByRunId", list_by_run},
    entry{"listScoresByEntityId", list_by_entity},
    entry{"listScoresBySpan", list_by_span},
};

}  // namespace

void append_json(std::string& out, const score& value) {
    json_object object;
    const auto set_text = [&](std::string_view name, const std::string& text) {
        object.set(name, json_text::of_string(text));
    };
    set_text("id", value.id);
    set_text("scorerId", value.scorer_id);
    set_text("runId", value.run_id);
    set_text("entityId", value.entity_id);
    set_text("source", value.source);
    object.set("score", json_text::trusted(javascript_number_text(value.value)));
    object.set("scorer", value.scorer);
    object.set("entity", value.entity);
    object.set("output", value.output);
    for (const auto& [name, field] : texts) {
        if (value.*field) {
            set_text(name, *(value.*field));
        }
    }
    for (const auto& [name, field] : jsons) {
        if (value.*field) {
            object.set(name, *(value.*field));
        }
    }
    if (value.structured_output) {
        object.set("structuredOutput", json_text::trusted(*value.structured_output ? "true" : "false"));
    }
    set_text("createdAt", to_iso_string(value.created_at));
    set_text("updatedAt", to_iso_string(value.updated_at));
    out += object.to_text().text();
}

void append_json(std::string& out, const stores::page_of<score>& page) {
    append_json(out += "{\"scores\":", page.records);
    out.append(",\"pagination\":").append(pagination_json(page)).append("}");
}

void add_score_operations(operation_table& table, const client::dynamodb_client& client,
                          const stores::store_config& config) {
    const scores_store store(client, config);
    for (const auto& [name, begin] : operations) {
        table.emplace(name, [store, begin = begin](const arguments& given, const store_options& options) {
            return begin(store, given, options);
        });
    }
}

}  // namespace mastra::calls
