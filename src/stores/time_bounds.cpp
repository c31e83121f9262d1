#include "stores/time_bounds.hpp"

#include <algorithm>
#include <chrono>

namespace mastra::stores {
namespace {

using std::chrono::milliseconds;

constexpr timestamp first_time{milliseconds(0)};
/// 9999-12-31T23:59:59.999Z: the last time whose text sorts by bytes.
constexpr timestamp last_time{milliseconds(253402300799999)};

}  // namespace

std::optional<time_bounds> bounds_of(const date_range& range) {
    const timestamp low = range.start ? *range.start + milliseconds(range.start_exclusive ? 1 : 0) : first_time;
    const timestamp high = range.end ? *range.end - milliseconds(range.end_exclusive ? 1 : 0) : last_time;
    if (high < low || high < first_time || low > last_time) {
        return std::nullopt;
    }
    return time_bounds{std::max(low, first_time), std::min(high, last_time)};
}

}  // namespace mastra::stores
