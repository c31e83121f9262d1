// Writing whole message items in batches: what saving and copying have in common.
#pragma once

#include "stores/exact_items.hpp"
#include "stores/operation.hpp"
#include "mastra/stores/memory_store.hpp"

#include <set>
#include <string>
#include <vector>

namespace mastra::stores {

/// A message and where it is written.
struct placed_message {
    message value;
    model::key_form form = model::key_form::shared;
};

/// Writes messages without conditions: parts of oversize ones first, then the items. Idempotent.
/// Returns the ids that are not known to be written; all of them when the parts could not be.
/// Requests sent: one for each 25 messages or 16 MB; the same for parts.
struct write_report {
    std::set<std::string> unsaved_ids;
    std::optional<error> fault;
};
/// Errors (nothing was written): item_too_large, invalid_ttl, and those of keys.
[[nodiscard]] task<write_report> write_messages(operation op, std::vector<placed_message> messages);

/// The error of a report; none when everything is written. `ids` are all ids of the batch in the caller's order.
[[nodiscard]] result<void> to_result(const write_report& report, const std::vector<std::string>& ids);

/// The same error, saying that none of these ids were saved, or that all were (what came after failed).
[[nodiscard]] error none_saved(const error& fault, const std::vector<std::string>& ids);
[[nodiscard]] error all_saved(const error& fault, const std::vector<std::string>& ids);

}  // namespace mastra::stores
