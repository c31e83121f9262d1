// What can be said of an item by looking at it alone. Pure.
#pragma once

#include "mastra/model/entity.hpp"
#include "mastra/core/timestamp.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mastra::stores {

/// What stands before the hash in the key of an exact place (docs/formats/table-layout.md).
inline constexpr std::string_view exact_label = "#ID_";

/// The attribute where it is a string, else "".
[[nodiscard]] std::string_view text_or_empty(const attribute_map& item, std::string_view name) noexcept;

/// Null when the item is of no entity of the schema.
[[nodiscard]] const model::entity* entity_of(const attribute_map& item);

/// The token of a part of an oversize value; empty for every other item.
[[nodiscard]] std::string_view part_token(const attribute_map& item) noexcept;

/// The first attribute lacking without which no list shows the item; empty when none is.
[[nodiscard]] std::string_view lacking(const model::entity& entity, const attribute_map& item);

/// The item's time is over.
[[nodiscard]] bool is_over(const attribute_map& item, std::string_view ttl_attribute, timestamp now);

/// The item is where ids go whose shared place another id holds.
[[nodiscard]] bool is_at_exact_place(const model::entity& entity, const attribute_map& item);
/// What the primary key is composed of; empty when an attribute lacks.
[[nodiscard]] std::optional<attribute_map> identity_of(const model::entity& entity, const attribute_map& item);
/// "a b" for messages about the item.
[[nodiscard]] std::string shown_id(const attribute_map& composites);

/// An index partition that the item is in although its key is not the exact text of the item's values, so that others
/// may be in it too.
struct shared_key {
    const model::entity* entity;
    const model::access_pattern* pattern;
    std::string partition_key;
    attribute_map composites;  ///< the item's exact values
};
[[nodiscard]] std::vector<shared_key> shared_keys(const model::entity& entity, const attribute_map& item);

}  // namespace mastra::stores
