// What a list of spans is filtered by: as a DynamoDB filter where that can say it, else on the span itself.
#pragma once

#include "mastra/expression/condition.hpp"
#include "mastra/stores/observability_store.hpp"

namespace mastra::stores {

/// Everything but the range of started_at (that is the index's), scope, metadata, tags and has_child_error.
[[nodiscard]] expression::condition to_condition(const span_filter& filter);
/// True when the filter has parts that to_condition cannot say.
[[nodiscard]] bool needs_spans(const span_filter& filter) noexcept;
/// Scope, metadata and tags.
[[nodiscard]] bool json_matches(const span& value, const span_filter& filter);
/// The types that list_branches shows, or the one of them that is asked for.
[[nodiscard]] expression::condition is_branch(const span_filter& filter);

}  // namespace mastra::stores
