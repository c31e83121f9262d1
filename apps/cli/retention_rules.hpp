// "message=90d": retention rules as the command line gives them.
#pragma once

#include "cli/failure.hpp"
#include "mastra/stores/retention.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mastra::cli {

/// "90d" and so on: a whole number and s, m, h, d, w or y (365 days). Errors: invalid_input.
[[nodiscard]] outcome<std::chrono::seconds> parse_age(std::string_view text);
/// KIND=AGE each. Errors: invalid_input.
[[nodiscard]] outcome<std::vector<stores::retention_rule>> parse_rules(const std::vector<std::string>& texts,
                                                                       stores::age_attribute age);

}  // namespace mastra::cli
