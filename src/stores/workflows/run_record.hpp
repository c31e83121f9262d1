// A workflow run as a kind of item: its id of two values, its attributes, and back.
#pragma once

#include "mastra/stores/workflows_store.hpp"
#include "stores/kind.hpp"
#include "stores/record_id.hpp"

#include <optional>
#include <string>

namespace mastra::stores {

[[nodiscard]] const item_kind& workflow_snapshot_kind();

[[nodiscard]] record_id run_record_id(const std::string& workflow_name, const std::string& run_id);

/// As workflow_snapshot_entity declares them, without keys and markers.
[[nodiscard]] attribute_map to_attributes(const workflow_run& value);

/// Empty for an item that is no whole run. Errors: corrupt_record, naming the run.
[[nodiscard]] result<std::optional<workflow_run>> to_workflow_run(const attribute_map& item);

}  // namespace mastra::stores
