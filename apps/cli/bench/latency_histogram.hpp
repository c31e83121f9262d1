// How long operations took, in bounded memory: buckets that grow with the value, each at most 1 % wide.
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

namespace mastra::cli {

class latency_histogram {
public:
    latency_histogram();
    void add(std::chrono::nanoseconds latency);
    [[nodiscard]] std::int64_t count() const noexcept { return count_; }
    /// The latency that `share` (0 to 1) of the operations did not exceed, at most 1 % too high; zero without
    /// operations.
    [[nodiscard]] std::chrono::nanoseconds quantile(double share) const;
    /// Exact.
    [[nodiscard]] std::chrono::nanoseconds max() const noexcept { return max_; }

private:
    std::vector<std::int64_t> buckets_;
    std::int64_t count_ = 0;
    std::chrono::nanoseconds max_{};
};

}  // namespace mastra::cli
