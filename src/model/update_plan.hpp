// What an UpdateItem of an entity changes: the caller's changes checked, and what the model adds to them.
#pragma once

#include "mastra/core/result.hpp"
#include "mastra/expression/update.hpp"
#include "mastra/model/entity_definition.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mastra::model {

/// The actions of upsert: every attribute of the record and every index key is SET, or SET if_not_exists where the
/// attribute is read-only and in no index, or where `changes` says so.
/// Errors: missing_attribute, invalid_attribute, missing_composite, and those of the key codec.
[[nodiscard]] result<expression::update> upsert_actions(const entity_definition& entity, attribute_map attributes,
                                                        const expression::update& changes);

/// The actions of update and patch: the changes, the index keys they move, the primary composites and the markers.
/// Errors: read_only_attribute, and as above.
[[nodiscard]] result<expression::update> update_actions(const entity_definition& entity,
                                                        const attribute_map& composites,
                                                        const expression::update& changes);

/// `actions` with `raw` on top: where both have the same target the raw one stays.
[[nodiscard]] expression::update with_raw_actions(const expression::update& actions,
                                                  const std::vector<expression::update_action>& raw);

}  // namespace mastra::model
