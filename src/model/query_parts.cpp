// Bounds, filters, fingerprints.
#include "model/query_parts.hpp"

#include "model/key_text.hpp"

#include "mastra/core/sha256.hpp"
#include "mastra/model/cursor.hpp"
#include "mastra/protocol/wire.hpp"

#include <fmt/format.h>

namespace mastra::model {

result<std::string> range_bound(const entity_definition& entity, const access_pattern& pattern,
                                const attribute_map& composites, const attribute_map& bound) {
    attribute_map known = composites;
    for (const auto& [name, value] : bound) {
        known.set(name, value);
    }
    MASTRA_TRY(const auto raw, raw_sort_key(entity, pattern, known, open_end::before_label));
    return finished_sort_key(entity, pattern, raw.text);
}

expression::condition has_exactly(const key_part& part, const attribute_map& composites) {
    expression::condition all;
    for (const auto& name : part.composites) {
        const auto* value = composites.find(name);
        // The markers say which entity it is; the attribute may be missing in old items.
        if (value != nullptr && name != entity_composite) {
            all = std::move(all) && expression::attr(name) == *value;
        }
    }
    return all;
}

result<attribute_map> cursor_key(const entity_definition& entity, const access_pattern& pattern,
                                 const attribute_map& item) {
    const auto& primary = entity.access_patterns.front();
    attribute_map key;
    for (const auto* part : {&primary.partition_key, &primary.sort_key, &pattern.partition_key, &pattern.sort_key}) {
        const auto* text = item.find_string(part->field);
        if (text == nullptr) {
            return error(model_errc::invalid_cursor,
                         fmt::format("the item after which to go on has no key field '{}'", part->field));
        }
        key.set(part->field, *text);
    }
    return key;
}

fingerprint_text& fingerprint_text::add(std::string_view piece) {
    text_ += fmt::format("{}:{}", piece.size(), piece);
    return *this;
}

fingerprint_text& fingerprint_text::add(const attribute_map& piece) {
    return add(protocol::encode_item(piece));
}

std::string fingerprint_text::digest() && {
    const auto whole = sha256(text_);
    return {whole.begin(), whole.begin() + cursor_fingerprint_bytes};
}

}  // namespace mastra::model
