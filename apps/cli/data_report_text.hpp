// What a check of the data found, as text and as JSON.
#pragma once

#include "mastra/core/json_text.hpp"
#include "mastra/stores/data_check.hpp"

#include <string>

namespace mastra::cli {

[[nodiscard]] json_text json_of(const stores::data_finding& finding);
[[nodiscard]] json_text json_of(const stores::data_report& report);

/// "ghost: the thread t-1 has no resourceId, ..." with what was or can be done.
[[nodiscard]] std::string text_of(const stores::data_finding& finding);
/// Items by kind, the largest, the hottest partitions, and the sum of the findings.
[[nodiscard]] std::string text_of(const stores::data_report& report);

}  // namespace mastra::cli
