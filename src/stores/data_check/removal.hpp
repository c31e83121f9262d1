// Removing what a check found, each item on condition that it is still as it was found.
#pragma once

#include "mastra/stores/data_check.hpp"
#include "stores/table_walk.hpp"

#include <string>
#include <string_view>

namespace mastra::stores {

/// Deletes a ghost that still lacks the attribute. False when it no longer does, or is gone.
[[nodiscard]] task<bool> remove_ghost(const walk_context& context, attribute_map key, std::string lacking);
/// Deletes an item whose time is still over, and its parts. False when it was given more time, or is gone.
[[nodiscard]] task<bool> remove_expired(const walk_context& context, attribute_map key, std::string ttl_attribute,
                                        timestamp now);

}  // namespace mastra::stores
