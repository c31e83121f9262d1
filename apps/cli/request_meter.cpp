#include "cli/request_meter.hpp"

#include <fmt/format.h>

namespace mastra::cli {
namespace {

using decimal_milliseconds = std::chrono::duration<double, std::milli>;

}  // namespace

void request_meter::count(const client::request_record& record) {
    ++requests_;
    retries_ += record.attempt > 1 ? 1 : 0;
    units_ += record.capacity_units;
    sent_ += record.bytes_sent;
    received_ += record.bytes_received;
    waited_ += record.elapsed;
}

std::string request_meter::line_of(const client::request_record& record) {
    return fmt::format("{} attempt={} status={} units={} sent={} received={} ms={:.1f}{}", record.operation,
                       record.attempt, record.http_status, record.capacity_units, record.bytes_sent,
                       record.bytes_received, decimal_milliseconds(record.elapsed).count(),
                       record.failed ? " failed" : "");
}

std::string request_meter::summary() const {
    return fmt::format("{} request{} ({} {}), {} units, {} bytes sent, {} received, {:.1f} ms waited", requests_,
                       requests_ == 1 ? "" : "s", retries_, retries_ == 1 ? "retry" : "retries", units_, sent_,
                       received_, decimal_milliseconds(waited_).count());
}

}  // namespace mastra::cli
