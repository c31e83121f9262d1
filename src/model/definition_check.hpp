// Finds contradictions in an entity's definition before anything is built on it.
#pragma once

#include "mastra/core/result.hpp"
#include "mastra/model/entity_definition.hpp"

namespace mastra::model {

/// Errors: invalid_definition, naming the entity and the contradiction.
[[nodiscard]] result<void> check_definition(const entity_definition& entity);

}  // namespace mastra::model
