#include "support/test_proxy.hpp"

#include "support/loopback_http.hpp"
#include "support/test_endpoint.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <string_view>

namespace mastra::test {
namespace {

std::string ask(std::string_view address, const loopback_request& request) {
    const auto reply = exchange(address, request);
    if (reply.status != 200) {
        throw std::runtime_error(fmt::format("{} answered {}: {}", request.path, reply.status, reply.body));
    }
    return reply.body;
}

std::string json_text(const fault_plan& plan) {
    return fmt::format(R"({{"seed":{},"throttled":{},"conflicts":{},"leftovers":{},"lostReplies":{},"latencyMs":{}}})",
                       plan.seed, plan.throttled, plan.conflicts, plan.leftovers, plan.lost_replies,
                       plan.latency.count());
}

std::map<std::string, std::uint64_t> counters(simdjson::dom::object object) {
    std::map<std::string, std::uint64_t> result;
    for (const auto field : object) {
        result.emplace(field.key, std::uint64_t(field.value));
    }
    return result;
}

}  // namespace

test_proxy::test_proxy(const fault_plan& plan) : control_(server_setting("MASTRA_TEST_CONTROL")) {
    const auto reply = ask(control_, {.path = "/proxies", .body = fmt::format(R"({{"plan":{}}})", json_text(plan))});
    simdjson::dom::parser parser;
    endpoint_ = std::string(std::string_view(parser.parse(reply)["endpoint"]));
}

test_proxy::~test_proxy() {
    try {
        ask(control_,
            {.method = "DELETE", .path = "/proxies", .body = fmt::format(R"({{"endpoint":"{}"}})", endpoint_)});
    } catch (const std::exception&) {
        // The servers have gone, and the proxy with them.
    }
}

traffic test_proxy::stats() const {
    simdjson::dom::parser parser;
    const simdjson::dom::element reply = parser.parse(ask(endpoint_, {.method = "GET", .path = "/__stats"}));
    return {.requests = std::uint64_t(reply["requests"]),
            .operations = counters(reply["operations"]),
            .capacity_units = double(reply["units"]),
            .bytes_sent = std::uint64_t(reply["bytesSent"]),
            .bytes_received = std::uint64_t(reply["bytesReceived"]),
            .faults = counters(reply["faults"]),
            .errors = counters(reply["errors"]),
            .connections = std::uint64_t(reply["connections"]),
            .most_in_flight = std::uint64_t(reply["mostInFlight"])};
}

void test_proxy::reset() {
    ask(endpoint_, {.path = "/__reset"});
}

void test_proxy::set_plan(const fault_plan& plan) {
    ask(endpoint_, {.path = "/__plan", .body = json_text(plan)});
}

}  // namespace mastra::test
