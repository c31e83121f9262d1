#include "stores/evals/eval_codec.hpp"

#include "mastra/stores/schema.hpp"
#include "stores/item_fields.hpp"

#include <array>
#include <utility>

namespace mastra::stores {
namespace {

struct text_field {
    std::string_view name;
    std::string eval::*field;
};
constexpr std::array text_fields{
    text_field{"run_id", &eval::run_id},
    text_field{"global_run_id", &eval::global_run_id},
    text_field{"agent_name", &eval::agent_name},
    text_field{"metric_name", &eval::metric_name},
    text_field{"instructions", &eval::instructions},
    text_field{"input", &eval::input},
    text_field{"output", &eval::output},
};

}  // namespace

const item_kind& eval_kind() {
    static const item_kind kind{entity_kind::eval,
                                &eval_entity,
                                {{"input", spill_form::text},
                                 {"output", spill_form::text},
                                 {"instructions", spill_form::text},
                                 {"result", spill_form::json_object},
                                 {"metadata", spill_form::json_object}}};
    return kind;
}

record_id eval_id(std::string run_id) {
    return record_id(attribute_map{{"run_id", std::move(run_id)}});
}

attribute_map to_attributes(const eval& value) {
    const std::string created = to_iso_string(value.created_at);
    attribute_map item{{"createdAt", created},
                       {"created_at", created},
                       {"result", value.result.text()},
                       {"updatedAt", to_iso_string(value.updated_at)}};
    for (const auto& [name, field] : text_fields) {
        item.set(name, value.*field);
    }
    set_if(item, "test_info", value.test_info);
    set_if(item, "metadata", value.metadata);
    return item;
}

result<std::optional<eval>> to_eval(const attribute_map& item) {
    if (!item.contains("run_id") || !item.contains("agent_name") || !item.contains("created_at")) {
        return std::optional<eval>();
    }
    eval value;
    for (const auto& [name, field] : text_fields) {
        value.*field = text_of(item, name).value_or("");
    }
    value.result = json_of(item, "result").value_or(json_text());
    value.test_info = json_of(item, "test_info");
    value.metadata = json_of(item, "metadata");
    MASTRA_TRY(value.created_at, time_of(item, "created_at"));
    MASTRA_TRY(value.updated_at, time_of(item, "updatedAt", value.created_at));
    return std::optional<eval>(std::move(value));
}

}  // namespace mastra::stores
