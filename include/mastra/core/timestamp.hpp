// Points in time as JavaScript's Date has them: whole milliseconds, ISO 8601 text in UTC. Serves model and stores.
#pragma once

#include "mastra/core/result.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace mastra {

using timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

/// "2024-01-02T03:04:05.678Z", exactly as Date.prototype.toISOString, years outside 0 to 9999 with sign and six digits.
[[nodiscard]] std::string to_iso_string(timestamp time);
/// Appends the same.
void append_iso_string(std::string& out, timestamp time);

/// Reads what toISOString writes, and the usual variants (no fraction, 1 to 9 fraction digits, "+02:00", a bare date).
/// Errors: invalid_timestamp.
[[nodiscard]] result<timestamp> parse_timestamp(std::string_view text);

}  // namespace mastra
