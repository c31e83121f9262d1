// Randomness: ids that must never repeat, and the jitter of retries (which tests replace by a fixed sequence).
#pragma once

#include <functional>
#include <string>

namespace mastra {

/// A version 4 UUID in lower case, from the system's random source. Any thread.
[[nodiscard]] std::string make_uuid();

/// 26 characters of [0-9a-v] from 128 random bits: request tokens, write tokens, part partitions. Any thread.
[[nodiscard]] std::string make_token();

/// Returns a value in [0, 1).
using random_fraction = std::function<double()>;
/// A generator of the calling thread, seeded by the system.
[[nodiscard]] double thread_random_fraction();

}  // namespace mastra
