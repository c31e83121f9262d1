// Records larger than DynamoDB's 400 KB: the large attribute is compressed and, if need be, cut into part items
// (architecture section 4, rule 6; docs/formats/table-layout.md, "Oversize records"). Pure functions; spill_io.hpp
// sends.
#pragma once

#include "stores/kind.hpp"
#include "mastra/core/attribute_value.hpp"
#include "mastra/core/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mastra::stores {

/// The attribute that says where the real values are: a map from attribute name to its pointer.
inline constexpr std::string_view spill_attribute = "mdb_spill";

/// What a stored item may keep beside what a save writes (write tokens, a resource's id): a spilled item stays so many
/// bytes below the limit.
inline constexpr std::size_t room_for_later = 4 * 1024;

/// Where the value of one attribute is. In the item: {token S, size N, data B} or {token S, size N, parts N}.
struct spill_pointer {
    std::string attribute;
    std::string token;      ///< names the value; its parts lie under it
    std::size_t size = 0;   ///< bytes before compression
    std::size_t parts = 0;  ///< 0: the compressed bytes are in the item itself
    std::string data;       ///< the compressed bytes, when parts is 0
};

/// An item that fits, and the part items that must be written before it.
struct spilled_item {
    attribute_map item;
    std::vector<attribute_map> parts;
};

/// Makes `item` fit: unchanged (and without parts) when it does already. `item` is the whole item with its keys.
/// Errors: item_too_large when it is above `max_record_bytes`, or does not fit even so.
[[nodiscard]] result<spilled_item> make_fit(const item_kind& kind, attribute_map item, std::size_t max_record_bytes);

/// The pointers of an item; empty for a plain one. Errors: corrupt_record.
[[nodiscard]] result<std::vector<spill_pointer>> spill_pointers(const attribute_map& item);

/// The keys of the part items of a value.
[[nodiscard]] std::vector<attribute_map> part_keys(const spill_pointer& pointer);
/// The keys of all part items of an item; a pointer that cannot be read has none.
[[nodiscard]] std::vector<attribute_map> part_keys(const attribute_map& item);

/// Puts the real value in place of its stand-in. `compressed` is the joined data of the parts (or pointer.data).
/// Where somebody changed the stand-in since (upstream merging metadata into it), the change is kept: members of a JSON
/// object are merged over the real value, a text replaces it. Errors: corrupt_record.
[[nodiscard]] result<void> restore(const item_kind& kind, attribute_map& item, const spill_pointer& pointer,
                                   std::string_view compressed);

}  // namespace mastra::stores
