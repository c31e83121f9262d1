// Evals to attributes and back (docs/formats/table-layout.md).
#pragma once

#include "mastra/core/attribute_value.hpp"
#include "mastra/stores/evals_store.hpp"
#include "stores/kind.hpp"
#include "stores/record_id.hpp"

#include <optional>
#include <string>

namespace mastra::stores {

[[nodiscard]] const item_kind& eval_kind();
[[nodiscard]] record_id eval_id(std::string run_id);

/// Attributes as the entity declares them, without keys and markers.
[[nodiscard]] attribute_map to_attributes(const eval& value);
/// Empty for an item that is no whole eval. Errors: corrupt_record.
[[nodiscard]] result<std::optional<eval>> to_eval(const attribute_map& item);

}  // namespace mastra::stores
