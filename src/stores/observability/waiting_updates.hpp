// Updates of spans that do not exist yet: kept beside them, and carried out when they come.
//
// An updater that finds no span writes the update first, then the trace's mark, and then looks for the span once more;
// a creator writes the span first and then looks for the mark. Whatever the order, at least one of them sees the other
// and carries the update out; a span remembers the tokens of what was carried out, so both may try.
#pragma once

#include "mastra/stores/observability_store.hpp"
#include "stores/operation.hpp"

#include <set>
#include <string>
#include <vector>

namespace mastra::stores {

/// Keeps updates whose spans were not found. Requests sent: one for each 25, one for each 25 traces.
[[nodiscard]] task<void> keep_waiting(operation op, std::vector<span_update> updates);

/// Carries out the waiting updates of these traces whose spans exist now, and deletes them. Returns the spans, by
/// record_id::text(). Requests sent: for each trace 1 when nothing waits; else one batch read, 1 for each span, one for
/// each 25 updates.
[[nodiscard]] task<std::set<std::string>> carry_out_waiting(operation op, std::set<std::string> trace_ids);

}  // namespace mastra::stores
