#include "cli/bench/latency_histogram.hpp"
#include "cli/bench/measurement.hpp"

#include <gtest/gtest.h>

namespace mastra::cli {
namespace {

using std::chrono::nanoseconds;

TEST(latency_histogram, is_within_one_percent_of_the_true_quantile_over_seven_orders_of_magnitude) {
    for (const std::int64_t scale : {1, 1'000, 1'000'000, 10'000'000}) {
        latency_histogram histogram;
        for (std::int64_t i = 1; i <= 1'000; ++i) {
            histogram.add(nanoseconds(i * scale));
        }
        for (const double share : {0.5, 0.9, 0.99}) {
            const auto exact = share * 1'000 * static_cast<double>(scale);
            const auto found = static_cast<double>(histogram.quantile(share).count());
            EXPECT_GE(found, exact);
            EXPECT_LE(found, exact * 1.01);
        }
    }
}

TEST(latency_histogram, knows_the_largest_latency_exactly) {
    latency_histogram histogram;
    histogram.add(nanoseconds(123'456'789));
    EXPECT_EQ(histogram.max(), nanoseconds(123'456'789));
    EXPECT_EQ(histogram.quantile(0.5), nanoseconds(123'456'789));
    EXPECT_EQ(histogram.count(), 1);
}

TEST(latency_histogram, is_zero_without_operations) {
    EXPECT_EQ(latency_histogram().quantile(0.5), nanoseconds(0));
}

TEST(measurement, counts_rate_by_time_and_cpu_by_operation) {
    measurement measured;
    for (int i = 0; i < 4; ++i) {
        measured.latency.add(nanoseconds(1));
    }
    measured.errors = 1;
    measured.elapsed = std::chrono::seconds(2);
    measured.cpu = std::chrono::microseconds(50);
    EXPECT_DOUBLE_EQ(measured.operations_per_second(), 2);
    EXPECT_DOUBLE_EQ(measured.cpu_microseconds_per_operation(), 10);
}

}  // namespace
}  // namespace mastra::cli
