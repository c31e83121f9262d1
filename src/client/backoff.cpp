#include "client/backoff.hpp"

#include <algorithm>
#include <cstdint>

namespace mastra::client {

std::chrono::milliseconds draw_pause(const retry_options& options, int earlier_pauses, const random_fraction& jitter) {
    constexpr int enough_doublings = 20;
    const auto doubled = options.base_delay * (std::int64_t{1} << std::min(earlier_pauses, enough_doublings));
    const std::chrono::duration<double, std::milli> bound(std::min(options.max_delay, doubled));
    return std::chrono::duration_cast<std::chrono::milliseconds>(bound * jitter());
}

}  // namespace mastra::client
