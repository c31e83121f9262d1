// A span of time that lists are restricted to.
#pragma once

#include "mastra/core/timestamp.hpp"

#include <optional>

namespace mastra::stores {

/// Inclusive unless said otherwise.
struct date_range {
    std::optional<timestamp> start;
    std::optional<timestamp> end;
    bool start_exclusive = false;
    bool end_exclusive = false;
};

}  // namespace mastra::stores
