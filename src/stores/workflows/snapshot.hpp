// What happens to the JSON of a workflow run's snapshot (contract section 3.2). Pure; the text of what nobody touches
// is copied as it is, and "__proto__" is a key like any other.
#pragma once

#include "mastra/core/json_text.hpp"
#include "mastra/core/result.hpp"
#include "mastra/core/timestamp.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace mastra::stores {

/// The snapshot of a run that has not begun: what the first result of an unknown run is merged into.
[[nodiscard]] json_text pending_snapshot(std::string_view run_id, timestamp now);

/// A snapshot after a step's result was merged in.
struct merged_step {
    json_text snapshot;
    json_text context;  ///< the snapshot's `context`
};
/// Puts the result into `context` and merges the request context. Where the old and the new result both have an array
/// `output`, the arrays are merged by index; contract section 3.2 has the rules. Errors: corrupt_record when the
/// snapshot is no object or has no `context`, invalid_argument when the request context is no object.
[[nodiscard]] result<merged_step> merge_step_result(const json_text& snapshot, std::string_view step_id,
                                                    const json_text& step_result, const json_text& request_context);

/// `{...snapshot, ...changes}`. Errors: corrupt_record as above, invalid_argument when the changes are no object.
[[nodiscard]] result<json_text> merge_state(const json_text& snapshot, const json_text& changes);

/// Refuses what would pass JSON's limit of depth once it stands inside `levels` containers: it could not be read again.
/// Errors: invalid_argument.
[[nodiscard]] result<void> check_nesting(const json_text& value, int levels, std::string_view name);

/// `snapshot.status`; empty when there is none or it is no string.
[[nodiscard]] std::optional<std::string> status_of(const json_text& snapshot);
/// The thread that the run works for: `memoryInfo.threadId` of its first suspended step with a stream state, else of
/// `context.input`.
[[nodiscard]] std::optional<std::string> thread_id_of(const json_text& snapshot);

}  // namespace mastra::stores
