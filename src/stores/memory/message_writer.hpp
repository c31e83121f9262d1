// Writing whole message items in batches: what saving and copying have in common.
#pragma once

#include "stores/exact_items.hpp"
#include "stores/operation.hpp"
#include "stores/save_report.hpp"
#include "mastra/stores/memory_store.hpp"

#include <vector>

namespace mastra::stores {

/// A message and where it is written.
struct placed_message {
    message value;
    model::key_form form = model::key_form::shared;
};

/// Writes messages without conditions: parts of oversize ones first, then the items. Idempotent. Nothing is known to be
/// written when the parts could not be. Requests sent: one for each 25 messages or 16 MB; the same for parts. Errors
/// (nothing was written): item_too_large, invalid_ttl, and those of keys.
[[nodiscard]] task<save_report> write_messages(operation op, std::vector<placed_message> messages);

}  // namespace mastra::stores
