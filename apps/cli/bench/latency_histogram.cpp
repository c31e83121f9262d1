#include "cli/bench/latency_histogram.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace mastra::cli {
namespace {

/// Values below 128 have a bucket each; above, every power of two is cut into 128 buckets.
constexpr int sub_bits = 7;
constexpr std::uint64_t sub_count = std::uint64_t{1} << sub_bits;
constexpr std::size_t bucket_count = static_cast<std::size_t>((64 - sub_bits) * sub_count);

std::size_t bucket_of(std::uint64_t value) {
    if (value < sub_count) {
        return static_cast<std::size_t>(value);
    }
    const int shift = std::bit_width(value) - sub_bits - 1;
    return static_cast<std::size_t>(static_cast<std::uint64_t>(shift) * sub_count + (value >> shift));
}

/// The largest value of a bucket.
std::uint64_t upper_end_of(std::size_t bucket) {
    if (bucket < 2 * sub_count) {
        return bucket;
    }
    const auto shift = static_cast<int>(bucket / sub_count) - 1;
    const std::uint64_t base = bucket - static_cast<std::uint64_t>(shift) * sub_count;
    return ((base + 1) << shift) - 1;
}

}  // namespace

latency_histogram::latency_histogram() : buckets_(bucket_count, 0) {}

void latency_histogram::add(std::chrono::nanoseconds latency) {
    const auto value = static_cast<std::uint64_t>(std::max<std::int64_t>(latency.count(), 0));
    ++buckets_[bucket_of(value)];
    ++count_;
    max_ = std::max(max_, latency);
}

std::chrono::nanoseconds latency_histogram::quantile(double share) const {
    const auto wanted = std::max<std::int64_t>(1, std::llround(std::ceil(share * static_cast<double>(count_))));
    std::int64_t seen = 0;
    for (std::size_t bucket = 0; bucket < buckets_.size(); ++bucket) {
        seen += buckets_[bucket];
        if (seen >= wanted) {
            return std::min(max_, std::chrono::nanoseconds(upper_end_of(bucket)));
        }
    }
    return std::chrono::nanoseconds(0);
}

}  // namespace mastra::cli
