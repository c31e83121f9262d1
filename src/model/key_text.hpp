// The steps of composing a key that key_codec.hpp offers as a whole: raw text, limits, the exact form.
#pragma once

#include "mastra/core/attribute_value.hpp"
#include "mastra/core/result.hpp"
#include "mastra/model/entity.hpp"
#include "mastra/model/key_codec.hpp"

#include <string>
#include <string_view>

namespace mastra::model {

/// Where a composite is missing: end after its label ("...#createdat_"), or before it.
enum class open_end { after_label, before_label };

/// What a composite puts into a key, before lower-casing: text of the attribute, or in `scratch`, which must live as
/// long. Null when it is missing. Errors: invalid_attribute, key_unrepresentable.
[[nodiscard]] result<const std::string*> find_composite(const entity_definition& entity,
                                                        const attribute_map& attributes, const std::string& name,
                                                        std::string& scratch);

/// Key text whose labels are in lower case already and whose values are still as given; not checked for length.
[[nodiscard]] result<composed_key> raw_partition_key(const entity_definition& entity, const access_pattern& pattern,
                                                     const attribute_map& attributes);
[[nodiscard]] result<composed_key> raw_sort_key(const entity_definition& entity, const access_pattern& pattern,
                                                const attribute_map& attributes, open_end end);

/// Both halves of the primary key, raw and complete.
struct raw_primary_key {
    std::string partition;
    std::string sort;
};
[[nodiscard]] result<raw_primary_key> raw_primary(const entity_definition& entity, const attribute_map& attributes);

/// A raw key as the entity stores it: in lower case, unless it keeps the case.
[[nodiscard]] std::string cased(const entity_definition& entity, std::string_view raw);

/// Cased and within the limit. Errors: key_too_long.
[[nodiscard]] result<std::string> finished_partition_key(const entity_definition& entity, const access_pattern& pattern,
                                                         std::string_view raw);
[[nodiscard]] result<std::string> finished_sort_key(const entity_definition& entity, const access_pattern& pattern,
                                                    std::string_view raw);

/// sort_key_text where nothing may be missing. Errors: missing_composite too.
[[nodiscard]] result<std::string> complete_sort_key(const entity_definition& entity, const access_pattern& pattern,
                                                    const attribute_map& attributes);

/// Both halves of the primary key, finished.
struct primary_key {
    std::string partition;
    std::string sort;
};
/// The primary key in the given form: the exact form adds "#ID_" and a hash of both raw halves, to the half that
/// key_form says. Lower-casing never gives "ID", so an exact key cannot equal a shared one.
[[nodiscard]] result<primary_key> finished_primary_key(const entity_definition& entity, const raw_primary_key& raw,
                                                       key_form form);

/// The composite that the model fills in by itself.
inline constexpr std::string_view entity_composite = "entity";

/// "attribute 'id' of entity 'thread'", for messages.
[[nodiscard]] std::string describe(const entity_definition& entity, std::string_view attribute);

}  // namespace mastra::model
