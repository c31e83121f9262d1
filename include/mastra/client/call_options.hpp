// How one call is made: how long it may take, and what is reported about it. Serves the client and the stores.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace mastra::client {

/// One request that was sent (an attempt), for metering: what it was, what it cost, how it ended.
struct request_record {
    std::string_view operation;  ///< "GetItem"
    std::string_view table_name;
    int attempt = 1;               ///< 1 for the first try
    int http_status = 0;           ///< 0 when no reply came
    double capacity_units = 0;     ///< 0 unless it was asked for (report_capacity of client or call)
    std::uint64_t bytes_sent = 0;  ///< body only
    std::uint64_t bytes_received = 0;
    std::chrono::microseconds elapsed{};
    bool failed = false;
};
/// Called once for every attempt, on the client's executor; must not block. The views live during the call only.
using request_observer = std::function<void(const request_record&)>;

/// Options of one call. A default-constructed value takes everything from the client_config.
struct call_options {
    call_options() = default;
    /// The whole call: waiting for a connection, every attempt, every pause between them. Zero: the client's default.
    std::chrono::milliseconds timeout{0};
    /// An absolute end on the client's monotonic clock. Where both are given the earlier one holds.
    std::optional<std::chrono::steady_clock::time_point> deadline;
    /// One attempt, from sending to the last byte of the reply. Zero: the client's default.
    std::chrono::milliseconds attempt_timeout{0};
    /// At most so many attempts; zero: the client's default. 1 switches retries off.
    int max_attempts = 0;
    /// Called in addition to the client's own observer.
    request_observer observer;
    /// As client_config::report_capacity, for this call.
    bool report_capacity = false;
};

}  // namespace mastra::client
