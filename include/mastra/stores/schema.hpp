// The entities of the single table, exactly as @mastra/dynamodb declares them. See docs/formats/table-layout.md.
#pragma once

#include "mastra/model/entity.hpp"

#include <vector>

namespace mastra::stores {

// Each is made once, at first use, and immutable. Thread safety: any thread.
// Attributes that only we write are unknown to these definitions and are kept as they are given.
// createdAt and updatedAt have no defaults here: the caller gives the time.

[[nodiscard]] const model::entity& thread_entity();             ///< primary, byResource (gsi1)
[[nodiscard]] const model::entity& message_entity();            ///< primary, byThread (gsi1)
[[nodiscard]] const model::entity& resource_entity();           ///< primary
[[nodiscard]] const model::entity& workflow_snapshot_entity();  ///< primary, gsi2 (gsi2)
/// primary, byScorer (gsi1), byRun (gsi2), byTrace (gsi3), byEntityData (gsi4), byResource (gsi5), byThread (gsi6),
/// bySpan (gsi7). Absent traceId, spanId, entityId, resourceId and threadId are given as "": upstream then writes all
/// keys, the scores store leaves those indexes out.
[[nodiscard]] const model::entity& score_entity();
[[nodiscard]] const model::entity& eval_entity();   ///< legacy: primary, byAgent (gsi1)
[[nodiscard]] const model::entity& trace_entity();  ///< legacy: primary, byName (gsi1), byScope (gsi2)

/// All seven, in the order above.
[[nodiscard]] const std::vector<const model::entity*>& all_entities();

}  // namespace mastra::stores
