// Items as they come from an index to the records they hold.
#pragma once

#include "stores/spill_io.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace mastra::stores {

/// Restores what was spilled and decodes each item; items that are no whole record are left out. `decode` makes a
/// result<std::optional<Record>> of an item. Requests sent: those of restore_items. Errors: those of `decode`.
template <class Record, class Decode>
task<std::vector<Record>> decode_items(operation op, const item_kind& kind, std::vector<attribute_map> items,
                                       Decode decode) {
    MASTRA_CO_TRY(items, co_await restore_items(op, kind, std::move(items)));
    std::vector<Record> records;
    records.reserve(items.size());
    for (auto& item : items) {
        MASTRA_CO_TRY(std::optional<Record> value, decode(std::move(item)));
        if (value) {
            records.push_back(*std::move(value));
        }
    }
    co_return records;
}

}  // namespace mastra::stores
