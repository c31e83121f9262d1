// Pieces that every request of the model has: rendered expressions and their substitutions.
#pragma once

#include "mastra/expression/render.hpp"
#include "mastra/model/entity.hpp"
#include "mastra/protocol/item_operations.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mastra::model {

/// Absent for an empty condition.
[[nodiscard]] std::optional<std::string> rendered(const expression::condition& condition,
                                                  expression::substitutions& into);
/// Absent for an empty list: all attributes.
[[nodiscard]] std::optional<std::string> rendered(const std::vector<std::string>& projection,
                                                  expression::substitutions& into);
[[nodiscard]] protocol::expression_attributes finished(expression::substitutions collected);

/// Both key fields of the table exist, or both do not.
[[nodiscard]] expression::condition item_exists(const entity& entity);
[[nodiscard]] expression::condition item_is_absent(const entity& entity);
/// The item carries the entity's markers.
[[nodiscard]] expression::condition is_of_kind(const entity& entity);

[[nodiscard]] constexpr protocol::on_condition_failure on_failure(bool return_item) noexcept {
    return return_item ? protocol::on_condition_failure::all_old : protocol::on_condition_failure::none;
}

}  // namespace mastra::model
