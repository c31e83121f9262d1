// Scores to attributes and back (docs/formats/table-layout.md).
#pragma once

#include "mastra/core/attribute_value.hpp"
#include "mastra/stores/scores_store.hpp"
#include "stores/kind.hpp"

#include <optional>

namespace mastra::stores {

/// Which text attributes hold JSON although they do not look like it, or text although they do.
inline constexpr std::string_view forms_attribute = "mdb_forms";

[[nodiscard]] const item_kind& score_kind();

/// Attributes as the entity declares them, and ours, without keys and markers. Errors: invalid_number.
[[nodiscard]] result<attribute_map> to_attributes(const score& value);
/// Empty for an item that is no whole score. Errors: corrupt_record, naming the id.
[[nodiscard]] result<std::optional<score>> to_score(const attribute_map& item);

}  // namespace mastra::stores
