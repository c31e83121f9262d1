// Pieces of a query: bounds of ranges, the identity filter, fingerprints and keys of cursors.
#pragma once

#include "mastra/core/attribute_value.hpp"
#include "mastra/core/result.hpp"
#include "mastra/expression/condition.hpp"
#include "mastra/model/entity_definition.hpp"

#include <string>
#include <string_view>

namespace mastra::model {

/// The sort key text of one end of a range; the composites of the bound come after those of the query. Like ElectroDB,
/// a bound whose tail is missing is plain text: items that begin with it are above it.
/// Errors: those of sort_key_text.
[[nodiscard]] result<std::string> range_bound(const entity_definition& entity, const access_pattern& pattern,
                                              const attribute_map& composites, const attribute_map& bound);

/// Every composite of the part that is given equals the stored attribute, byte for byte.
[[nodiscard]] expression::condition has_exactly(const key_part& part, const attribute_map& composites);

/// The key fields of the table and of the pattern, from an item or a LastEvaluatedKey.
/// Errors: invalid_cursor when one is missing or is no string.
[[nodiscard]] result<attribute_map> cursor_key(const entity_definition& entity, const access_pattern& pattern,
                                               const attribute_map& item);

/// Collects what a query is, each piece with its length, so that no two queries give the same text.
class fingerprint_text {
public:
    fingerprint_text& add(std::string_view piece);
    fingerprint_text& add(const attribute_map& piece);
    /// cursor_fingerprint_bytes bytes.
    [[nodiscard]] std::string digest() &&;

private:
    std::string text_;
};

}  // namespace mastra::model
