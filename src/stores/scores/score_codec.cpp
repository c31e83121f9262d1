#include "stores/scores/score_codec.hpp"

#include "mastra/stores/schema.hpp"
#include "stores/item_fields.hpp"

#include <array>
#include <string>
#include <utility>

namespace mastra::stores {
namespace {

struct text_field {
    std::string_view name;
    std::optional<std::string> score::*field;
};
constexpr std::array text_fields{
    text_field{"entityType", &score::entity_type},
    text_field{"reason", &score::reason},
    text_field{"preprocessPrompt", &score::preprocess_prompt},
    text_field{"extractPrompt", &score::extract_prompt},
    text_field{"analyzePrompt", &score::analyze_prompt},
    text_field{"reasonPrompt", &score::reason_prompt},
    text_field{"generateScorePrompt", &score::generate_score_prompt},
    text_field{"generateReasonPrompt", &score::generate_reason_prompt},
    text_field{"organizationId", &score::organization_id},
    text_field{"projectId", &score::project_id},
    text_field{"batchId", &score::batch_id},
    text_field{"datasetId", &score::dataset_id},
    text_field{"datasetItemId", &score::dataset_item_id},
};

/// "" is stored where they are absent, as upstream does it.
constexpr std::array placement_fields{
    text_field{"traceId", &score::trace_id},
    text_field{"spanId", &score::span_id},
    text_field{"resourceId", &score::resource_id},
    text_field{"threadId", &score::thread_id},
};

struct json_field {
    std::string_view name;
    std::optional<json_text> score::*field;
};
constexpr std::array json_fields{
    json_field{"input", &score::input},
    json_field{"metadata", &score::metadata},
    json_field{"additionalContext", &score::additional_context},
    json_field{"requestContext", &score::request_context},
    json_field{"preprocessStepResult", &score::preprocess_step_result},
    json_field{"extractStepResult", &score::extract_step_result},
    json_field{"analyzeStepResult", &score::analyze_step_result},
};

struct required_json_field {
    std::string_view name;
    json_text score::*field;
};
constexpr std::array required_json_fields{
    required_json_field{"scorer", &score::scorer},
    required_json_field{"entityData", &score::entity},
    required_json_field{"output", &score::output},
};

/// What upstream makes of a stored text: objects and arrays are parsed, everything else is a string.
json_text read_by_rule(const std::string& stored) {
    if (stored.starts_with('{') || stored.starts_with('[')) {
        if (auto parsed = json_text::parse(stored); parsed.has_value()) {
            return *std::move(parsed);
        }
    }
    return json_text::of_string(stored);
}

/// Strings as they are, everything else as JSON text; where reading by the rule would give another value, `forms` says
/// what it is.
void write_json(attribute_map& item, attribute_map& forms, std::string_view name, const json_text& value) {
    std::optional<std::string> text = value.as_string();
    const bool is_text = text.has_value();
    std::string stored = is_text ? *std::move(text) : value.text();
    if (read_by_rule(stored) != value) {
        forms.set(name, is_text ? "text" : "json");
    }
    item.set(name, std::move(stored));
}

std::optional<json_text> read_json(const attribute_map& item, std::string_view name) {
    const std::string* stored = item.find_string(name);
    if (stored == nullptr) {
        return std::nullopt;
    }
    const attribute_value* forms = item.find(forms_attribute);
    const attribute_map* by_name = forms ? forms->if_map() : nullptr;
    const std::string* form = by_name ? by_name->find_string(name) : nullptr;
    if (form == nullptr) {
        return read_by_rule(*stored);
    }
    return *form == "text" ? json_text::of_string(*stored) : json_text::trusted(*stored);
}

std::optional<std::string> not_empty(std::optional<std::string> text) {
    return text && !text->empty() ? std::move(text) : std::nullopt;
}

std::optional<bool> flag_of(const attribute_map& item, std::string_view name) {
    const attribute_value* value = item.find(name);
    const bool* flag = value ? value->if_bool() : nullptr;
    return flag ? std::optional(*flag) : std::nullopt;
}

void write_json_fields(attribute_map& item, const score& value) {
    attribute_map forms;
    for (const auto& [name, field] : required_json_fields) {
        write_json(item, forms, name, value.*field);
    }
    for (const auto& [name, field] : json_fields) {
        if (value.*field) {
            write_json(item, forms, name, *(value.*field));
        }
    }
    if (!forms.empty()) {
        item.set(forms_attribute, std::move(forms));
    }
}

}  // namespace

const item_kind& score_kind() {
    static const item_kind kind{
        entity_kind::score,
        &score_entity,
        {{"input", spill_form::json_object},
         {"output", spill_form::json_object},
         {"scorer", spill_form::json_object},
         {"entityData", spill_form::json_object},
         {"metadata", spill_form::json_object},
         {"additionalContext", spill_form::json_object},
         {"requestContext", spill_form::json_object},
         {"preprocessStepResult", spill_form::json_object},
         {"extractStepResult", spill_form::json_object},
         {"analyzeStepResult", spill_form::json_object},
         {"reason", spill_form::text},
         {"preprocessPrompt", spill_form::text},
         {"extractPrompt", spill_form::text},
         {"analyzePrompt", spill_form::text},
         {"reasonPrompt", spill_form::text},
         {"generateScorePrompt", spill_form::text},
         {"generateReasonPrompt", spill_form::text}},
        {"organizationId", "projectId", "batchId", "datasetId", "datasetItemId", "structuredOutput", forms_attribute},
        {"byTrace", "byEntityData", "byResource", "byThread", "bySpan"}};
    return kind;
}

result<attribute_map> to_attributes(const score& value) {
    MASTRA_TRY(number shown, number::from_double(value.value));
    attribute_map item{{"createdAt", to_iso_string(value.created_at)},
                       {"entityId", value.entity_id},
                       {"id", value.id},
                       {"runId", value.run_id},
                       {"score", std::move(shown)},
                       {"scorerId", value.scorer_id},
                       {"source", value.source},
                       {"updatedAt", to_iso_string(value.updated_at)}};
    for (const auto& [name, field] : text_fields) {
        set_if(item, name, value.*field);
    }
    for (const auto& [name, field] : placement_fields) {
        item.set(name, (value.*field).value_or(""));
    }
    if (value.structured_output) {
        item.set("structuredOutput", *value.structured_output);
    }
    write_json_fields(item, value);
    return item;
}

result<std::optional<score>> to_score(const attribute_map& item) {
    const std::string* id = item.find_string("id");
    const std::string* scorer_id = item.find_string("scorerId");
    const number* shown = item.find_number("score");
    if (id == nullptr || scorer_id == nullptr || shown == nullptr || !item.contains("createdAt")) {
        return std::optional<score>();
    }
    score value;
    value.id = *id;
    value.scorer_id = *scorer_id;
    value.value = shown->to_double();
    MASTRA_TRY(value.created_at, time_of(item, "createdAt"));
    MASTRA_TRY(value.updated_at, time_of(item, "updatedAt", value.created_at));
    value.run_id = text_of(item, "runId").value_or("");
    value.entity_id = text_of(item, "entityId").value_or("");
    value.source = text_of(item, "source").value_or("");
    value.structured_output = flag_of(item, "structuredOutput");
    for (const auto& [name, field] : text_fields) {
        value.*field = text_of(item, name);
    }
    for (const auto& [name, field] : placement_fields) {
        value.*field = not_empty(text_of(item, name));
    }
    for (const auto& [name, field] : required_json_fields) {
        value.*field = read_json(item, name).value_or(json_text());
    }
    for (const auto& [name, field] : json_fields) {
        value.*field = read_json(item, name);
    }
    return std::optional<score>(std::move(value));
}

}  // namespace mastra::stores
