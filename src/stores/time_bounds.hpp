// A date range as two inclusive times whose ISO text sorts by bytes, as sort keys of indexes need them. Pure.
#pragma once

#include "mastra/stores/date_range.hpp"

#include <optional>

namespace mastra::stores {

struct time_bounds {
    timestamp low;
    timestamp high;
};
/// Empty when no time is in the range. Open ends become year 1970 and year 9999.
[[nodiscard]] std::optional<time_bounds> bounds_of(const date_range& range);

}  // namespace mastra::stores
