#include "client/config_check.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <string_view>

namespace mastra::client {
namespace {

struct field_range {
    std::string_view name;
    std::int64_t value;
    std::int64_t least;
    std::int64_t most;
};

constexpr std::int64_t hour_in_milliseconds = 3'600'000;
constexpr std::int64_t day_in_seconds = 86'400;

auto ranges_of(const client_config& config) {
    const auto timeout = static_cast<std::int64_t>(config.timeout.count());
    const retry_options& retry = config.retry;
    return std::array{
        field_range{"timeout (ms)", timeout, 1, hour_in_milliseconds},
        field_range{"attempt_timeout (ms)", config.attempt_timeout.count(), 1, hour_in_milliseconds},
        field_range{"connect_timeout (ms)", config.connect_timeout.count(), 1, hour_in_milliseconds},
        field_range{"retry.max_attempts", retry.max_attempts, 1, 100},
        field_range{"retry.max_throttled_attempts", retry.max_throttled_attempts, 1, 100},
        field_range{"retry.base_delay (ms)", retry.base_delay.count(), 0, hour_in_milliseconds},
        field_range{"retry.max_delay (ms)", retry.max_delay.count(), 0, hour_in_milliseconds},
        field_range{"retry.bucket_capacity", retry.bucket_capacity, 0, 1'000'000},
        field_range{"retry.retry_cost", retry.retry_cost, 0, 1'000'000},
        field_range{"retry.timeout_retry_cost", retry.timeout_retry_cost, 0, 1'000'000},
        field_range{"max_connections", config.max_connections, 1, 1'024},
        field_range{"max_queued_requests", config.max_queued_requests, 1, 10'000'000},
        field_range{"idle_timeout (s)", config.idle_timeout.count(), 1, day_in_seconds},
        field_range{"max_reply_bytes", static_cast<std::int64_t>(config.max_reply_bytes), 1, std::int64_t{1} << 32},
    };
}

}  // namespace

result<void> check_config(const client_config& config) {
    for (const field_range& field : ranges_of(config)) {
        if (field.value < field.least || field.value > field.most) {
            return error(client_errc::invalid_configuration, fmt::format("{} is {}, it must be {} to {}", field.name,
                                                                         field.value, field.least, field.most));
        }
    }
    return {};
}

}  // namespace mastra::client
