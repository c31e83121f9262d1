// Time, injected: everything that asks what time it is asks a clock that a test can set by hand.
#pragma once

#include "mastra/core/timestamp.hpp"

#include <chrono>

namespace mastra {

/// Thread safety: all functions may be called from any thread.
class clock {
public:
    virtual ~clock() = default;
    /// Wall-clock time, for timestamps, signatures and TTL.
    [[nodiscard]] virtual timestamp now() const = 0;
    /// Monotonic time, for deadlines and durations.
    [[nodiscard]] virtual std::chrono::steady_clock::time_point steady_now() const = 0;
};

/// The machine's clock. Lives for ever.
[[nodiscard]] const clock& system_clock();

}  // namespace mastra
