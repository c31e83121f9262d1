// What a run of prune must know to go on, and that as text.
#pragma once

#include "mastra/stores/retention.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mastra::stores {

struct prune_plan {
    timestamp now;  ///< ages are counted from here, in all runs
    prune_counts counts;
    std::optional<attribute_map> position;
};

/// A plan from the beginning, or the one that options.state tells of. Errors: invalid_cursor.
[[nodiscard]] result<prune_plan> start_plan(const prune_options& options, std::string_view table, timestamp now);
[[nodiscard]] std::string to_state(const prune_plan& plan, const std::vector<retention_rule>& rules,
                                   std::string_view table);

}  // namespace mastra::stores
