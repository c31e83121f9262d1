#include "stores/workflows/run_record.hpp"

#include "mastra/stores/schema.hpp"
#include "stores/item_fields.hpp"

namespace mastra::stores {

const item_kind& workflow_snapshot_kind() {
    static const item_kind kind{
        entity_kind::workflow_snapshot, &workflow_snapshot_entity, {{"snapshot", spill_form::json_object}}};
    return kind;
}

record_id run_record_id(const std::string& workflow_name, const std::string& run_id) {
    return record_id(attribute_map{{"run_id", run_id}, {"workflow_name", workflow_name}});
}

attribute_map to_attributes(const workflow_run& value) {
    attribute_map item{{"createdAt", to_iso_string(value.created_at)},
                       {"run_id", value.run_id},
                       {"snapshot", value.snapshot.text()},
                       {"updatedAt", to_iso_string(value.updated_at)},
                       {"workflow_name", value.workflow_name}};
    set_if(item, "resourceId", value.resource_id);
    return item;
}

result<std::optional<workflow_run>> to_workflow_run(const attribute_map& item) {
    const std::string* name = item.find_string("workflow_name");
    const std::string* run_id = item.find_string("run_id");
    const std::string* snapshot = item.find_string("snapshot");
    if (name == nullptr || run_id == nullptr || snapshot == nullptr || !item.contains("createdAt")) {
        return std::optional<workflow_run>();
    }
    workflow_run run;
    run.workflow_name = *name;
    run.run_id = *run_id;
    run.snapshot = json_text::trusted(*snapshot);
    run.resource_id = text_of(item, "resourceId");
    MASTRA_TRY(run.created_at, time_of(item, "createdAt"));
    MASTRA_TRY(run.updated_at, time_of(item, "updatedAt", run.created_at));
    return std::optional<workflow_run>(std::move(run));
}

}  // namespace mastra::stores
