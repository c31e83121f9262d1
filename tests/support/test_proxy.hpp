// A private proxy in front of the test DynamoDB: counts requests and capacity units, and makes faults from a seed.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

namespace mastra::test {

// Shares are of 1 and concern item operations; the meaning of each is in fault_plan.mjs.
struct fault_plan {
    std::uint32_t seed = 1;
    double throttled = 0;
    double conflicts = 0;
    double leftovers = 0;
    double lost_replies = 0;
    std::chrono::milliseconds latency{0};
};

struct traffic {
    std::uint64_t requests = 0;
    std::map<std::string, std::uint64_t> operations = {};  // requests by DynamoDB's name of the operation
    double capacity_units = 0;
    std::uint64_t bytes_sent = 0;
    std::uint64_t bytes_received = 0;
    std::map<std::string, std::uint64_t> faults = {};  // by the name in fault_plan.mjs
    std::map<std::string, std::uint64_t> errors = {};  // error replies by DynamoDB's name, made-up ones included
    std::uint64_t connections = 0;
    std::uint64_t most_in_flight = 0;
};

// Open from construction to destruction. Every function throws std::runtime_error when the proxy does not answer.
class test_proxy {
public:
    explicit test_proxy(const fault_plan& plan = {});
    test_proxy(const test_proxy&) = delete;
    test_proxy& operator=(const test_proxy&) = delete;
    ~test_proxy();

    // Give this to the client under test.
    [[nodiscard]] const std::string& endpoint() const { return endpoint_; }
    [[nodiscard]] traffic stats() const;
    // Counts from zero; the fault plan goes on where it is.
    void reset();
    // Starts the new plan at its seed; counters stay.
    void set_plan(const fault_plan& plan);

private:
    std::string control_;
    std::string endpoint_;
};

}  // namespace mastra::test
