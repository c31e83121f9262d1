// What the stores must know about a kind of item beyond its entity: its TTL rule and which attributes may spill.
#pragma once

#include "mastra/expression/condition.hpp"
#include "mastra/model/entity.hpp"
#include "stores/operation.hpp"

#include <string_view>
#include <vector>

namespace mastra::stores {

/// How an attribute that does not fit is kept elsewhere (spill.hpp).
enum class spill_form {
    json_object,  ///< its stand-in is a small JSON object, so that upstream still reads the item
    text          ///< its stand-in is a sentence
};
struct spillable_attribute {
    std::string_view name;
    spill_form form;
};

struct item_kind {
    entity_kind kind;
    const model::entity& (*entity)();
    std::vector<spillable_attribute> spillable;
    /// Optional attributes that only we write: upstream's definition of the entity does not know them.
    std::vector<std::string_view> own_attributes = {};
    /// Access patterns whose index an item stays out of while a value of its partition key is "": without that, all
    /// items that have no such value would share one partition (contract section 5, row 32).
    std::vector<std::string_view> sparse_patterns = {};
};

[[nodiscard]] const item_kind& thread_kind();
[[nodiscard]] const item_kind& message_kind();
[[nodiscard]] const item_kind& resource_kind();

/// Writes the TTL attribute into `item`, where the kind expires. Errors: invalid_ttl.
[[nodiscard]] result<void> set_ttl(const operation& op, const item_kind& kind, attribute_map& item);
/// True when the item's time is over, though DynamoDB may keep it up to 48 hours (architecture section 4, rule 8).
[[nodiscard]] bool is_expired(const operation& op, const item_kind& kind, const attribute_map& item);
/// The same as a filter; empty where the kind does not expire.
[[nodiscard]] expression::condition not_expired(const operation& op, const item_kind& kind);
/// The contrary, for kinds that expire.
[[nodiscard]] expression::condition expired(const operation& op, const item_kind& kind);
/// The attributes a whole record may leave out; a full save removes those it does not give.
[[nodiscard]] std::vector<std::string_view> optional_attributes(const item_kind& kind);
/// The whole item, out of the sparse indexes that it has no value for. Errors: those of entity::to_item.
[[nodiscard]] result<attribute_map> to_item(const item_kind& kind, attribute_map attributes,
                                            model::key_form form = model::key_form::shared);
/// The key fields of the sparse indexes.
[[nodiscard]] std::vector<std::string_view> sparse_index_fields(const item_kind& kind);

}  // namespace mastra::stores
