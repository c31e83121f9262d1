// --verbose: what each request was and what it cost, and their sum. Shows nothing of headers, bodies or credentials.
#pragma once

#include "mastra/client/call_options.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace mastra::cli {

/// Counts the attempts of a client. Single-threaded; must outlive the client that reports to it.
class request_meter {
public:
    void count(const client::request_record& record);
    /// "GetItem attempt=1 status=200 units=0.5 sent=310 received=820 ms=1.9"
    [[nodiscard]] static std::string line_of(const client::request_record& record);
    /// "3 requests (1 retry), 2.5 units, 1234 bytes sent, 5678 received, 12.3 ms waited"
    [[nodiscard]] std::string summary() const;

private:
    std::int64_t requests_ = 0;
    std::int64_t retries_ = 0;
    double units_ = 0;
    std::uint64_t sent_ = 0;
    std::uint64_t received_ = 0;
    std::chrono::microseconds waited_{};
};

}  // namespace mastra::cli
