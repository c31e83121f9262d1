// Runs one operation again and again, so many at a time, and says how fast it was and what it cost this process.
#pragma once

#include "cli/bench/latency_histogram.hpp"
#include "cli/bench/workload.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <optional>

namespace mastra::cli {

struct measurement_plan {
    int in_flight = 32;
    /// Ends when either is reached; at least one is given.
    std::optional<std::chrono::milliseconds> time;
    std::optional<std::int64_t> requests;
};
struct measurement {
    latency_histogram latency;
    std::int64_t errors = 0;  ///< passing ones (throttled, transient, deadline); any other ends the measurement
    std::chrono::microseconds elapsed{};
    std::chrono::microseconds cpu{};  ///< user and system time of the process

    [[nodiscard]] double operations_per_second() const;
    [[nodiscard]] double cpu_microseconds_per_operation() const;
};

/// One operation for each place in flight is done first, uncounted, so that connections and credentials are there.
/// Errors: the first error that does not pass, interrupted. The session outlives the coroutine.
[[nodiscard]] boost::asio::awaitable<outcome<measurement>> measure(session& session, bench_operation operation,
                                                                   measurement_plan plan);

}  // namespace mastra::cli
