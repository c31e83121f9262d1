// Which parts of oversize values no item points to.
#pragma once

#include "stores/table_walk.hpp"

#include <map>
#include <string>
#include <vector>

namespace mastra::stores {

/// The place of the item that a part was written for.
struct part_owner {
    std::string token;
    attribute_map key;  ///< pk and sk; empty when the part does not say
};

/// Of these, the tokens that their owners do not point to, neither at the place noted nor, where that is an exact
/// place, at the shared one: a save with parts notes where its item needs the most room. An owner may have moved since.
/// Requests sent: 1 for each 100 places.
[[nodiscard]] task<std::vector<std::string>> unclaimed_tokens(const walk_context& context,
                                                              std::vector<part_owner> owners);

/// Takes out of `tokens` those that any item points to, wherever it is. An item that moves during the scan may be
/// missed; it moves once in its life, so a second scan after the first does not miss it. Requests sent: a scan of the
/// table.
[[nodiscard]] task<std::vector<std::string>> unpointed_tokens(const walk_context& context,
                                                              std::vector<std::string> tokens, double units_per_second);

/// The keys of a value's parts that are there. Requests sent: 1 for each MB.
[[nodiscard]] task<std::vector<attribute_map>> parts_of(const walk_context& context, std::string token);

}  // namespace mastra::stores
