// How long to wait before trying again: full jitter on a doubling bound. Pure. Serves retry_fsm and batch_fsm.
#pragma once

#include "mastra/client/client_config.hpp"

#include <chrono>

namespace mastra::client {

/// A random share of base_delay * 2^earlier_pauses, which max_delay bounds.
[[nodiscard]] std::chrono::milliseconds draw_pause(const retry_options& options, int earlier_pauses,
                                                   const random_fraction& jitter);

}  // namespace mastra::client
