// A clock that stands still until a test moves it.
#pragma once

#include "mastra/core/clock.hpp"

#include <atomic>
#include <chrono>

namespace mastra::test {

/// Thread safety: as mastra::clock.
class fake_clock final : public mastra::clock {
public:
    /// 2026-01-01T00:00:00Z unless the test says otherwise.
    explicit fake_clock(timestamp now = timestamp(std::chrono::milliseconds(1'767'225'600'000))) : now_(now) {}

    [[nodiscard]] timestamp now() const override { return now_.load(); }
    [[nodiscard]] std::chrono::steady_clock::time_point steady_now() const override { return steady_now_.load(); }

    /// Both clocks go on.
    void advance(std::chrono::milliseconds step) {
        now_ = now_.load() + step;
        steady_now_ = steady_now_.load() + step;
    }
    /// Somebody sets the wall clock; the monotonic one does not care.
    void set_wall_clock(timestamp now) { now_ = now; }

private:
    std::atomic<timestamp> now_;
    std::atomic<std::chrono::steady_clock::time_point> steady_now_{
        std::chrono::steady_clock::time_point(std::chrono::hours(1))};
};

}  // namespace mastra::test
