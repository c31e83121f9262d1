#include "cli/score_output.hpp"

#include "cli/terminal_text.hpp"

#include <fmt/format.h>

namespace mastra::cli {
namespace {

/// A JSON string's text, and the JSON of anything else.
std::string shown(const json_text& value) {
    return value.as_string().value_or(value.text());
}

/// The score an eval's metric gave, where it gave one.
std::string score_in(const json_text& result) {
    const auto object = json_object::parse(result.text());
    const json_text* score = object.has_value() ? object->find("score") : nullptr;
    return score ? shown(*score) : std::string();
}

}  // namespace

json_text json_of(const stores::score& score) {
    json_object_builder object;
    object.add("id", score.id).add("scorerId", score.scorer_id).add("runId", score.run_id);
    object.add("entityId", score.entity_id).add("entityType", score.entity_type).add("source", score.source);
    object.add("score", score.value).add("reason", score.reason);
    object.add("scorer", score.scorer).add("entity", score.entity).add("input", score.input);
    object.add("output", score.output).add("metadata", score.metadata);
    object.add("additionalContext", score.additional_context).add("requestContext", score.request_context);
    object.add("preprocessStepResult", score.preprocess_step_result).add("preprocessPrompt", score.preprocess_prompt);
    object.add("extractStepResult", score.extract_step_result).add("extractPrompt", score.extract_prompt);
    object.add("analyzeStepResult", score.analyze_step_result).add("analyzePrompt", score.analyze_prompt);
    object.add("generateScorePrompt", score.generate_score_prompt);
    object.add("generateReasonPrompt", score.generate_reason_prompt).add("reasonPrompt", score.reason_prompt);
    object.add("traceId", score.trace_id).add("spanId", score.span_id);
    object.add("resourceId", score.resource_id).add("threadId", score.thread_id);
    object.add("organizationId", score.organization_id).add("projectId", score.project_id);
    object.add("batchId", score.batch_id).add("datasetId", score.dataset_id);
    object.add("datasetItemId", score.dataset_item_id).add("structuredOutput", score.structured_output);
    return object.add("createdAt", score.created_at).add("updatedAt", score.updated_at).done();
}

json_text json_of(const stores::eval& eval) {
    json_object_builder object;
    object.add("runId", eval.run_id).add("globalRunId", eval.global_run_id).add("agentName", eval.agent_name);
    object.add("metricName", eval.metric_name).add("instructions", eval.instructions).add("input", eval.input);
    object.add("output", eval.output).add("result", eval.result).add("testInfo", eval.test_info);
    object.add("metadata", eval.metadata);
    return object.add("createdAt", eval.created_at).add("updatedAt", eval.updated_at).done();
}

std::string scores_text(const std::vector<stores::score>& scores, std::size_t width) {
    text_table rows({"TIME", "ID", "SCORER", "ENTITY", "SOURCE", "SCORE", "REASON"});
    for (const stores::score& score : scores) {
        rows.add({to_iso_string(score.created_at), score.id, score.scorer_id, score.entity_id, score.source,
                  javascript_number_text(score.value), score.reason.value_or("")});
    }
    return rows.to_text(width);
}

std::string score_text(const stores::score& score) {
    std::string text;
    const json_text all = json_of(score);
    const auto fields = json_object::parse(all.text());
    if (fields.has_value()) {
        for (const auto& [name, value] : fields->members()) {
            text += fmt::format("{:<22}{}\n", name, printable(shown(value)));
        }
    }
    return text;
}

std::string evals_text(const std::vector<stores::eval>& evals, std::size_t width) {
    text_table rows({"TIME", "RUN", "METRIC", "TEST", "SCORE", "OUTPUT"});
    for (const stores::eval& eval : evals) {
        rows.add({to_iso_string(eval.created_at), eval.run_id, eval.metric_name, eval.test_info ? "yes" : "",
                  score_in(eval.result), eval.output});
    }
    return rows.to_text(width);
}

}  // namespace mastra::cli
