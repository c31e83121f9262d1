// Legacy spans to attributes and back (contract section 4, entity trace). Pure.
#pragma once

#include "mastra/stores/traces_store.hpp"
#include "stores/kind.hpp"

#include <optional>

namespace mastra::stores {

[[nodiscard]] const item_kind& legacy_span_kind();

[[nodiscard]] attribute_map to_attributes(const legacy_span& value);
/// Empty for an item that is no whole span. Errors: corrupt_record.
[[nodiscard]] result<std::optional<legacy_span>> to_legacy_span(const attribute_map& item);

}  // namespace mastra::stores
