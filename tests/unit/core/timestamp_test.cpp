#include "mastra/core/timestamp.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string_view>

namespace mastra {
namespace {

timestamp at(std::int64_t ms) {
    return timestamp(std::chrono::milliseconds(ms));
}

std::int64_t read_ms(std::string_view text) {
    return parse_timestamp(text).value().time_since_epoch().count();
}

struct known_time {
    std::int64_t ms;
    std::string_view text;
};
// Printed by JavaScript's Date.
constexpr known_time known_times[] = {{0, "1970-01-01T00:00:00.000Z"},
                                      {-1, "1969-12-31T23:59:59.999Z"},
                                      {1704164645678, "2024-01-02T03:04:05.678Z"},
                                      {951782400000, "2000-02-29T00:00:00.000Z"},
                                      {4107542399999, "2100-02-28T23:59:59.999Z"},
                                      {253402300799999, "9999-12-31T23:59:59.999Z"},
                                      {253402300800000, "+010000-01-01T00:00:00.000Z"},
                                      {-62167219200000, "0000-01-01T00:00:00.000Z"},
                                      {-62167219200001, "-000001-12-31T23:59:59.999Z"},
                                      {8640000000000000, "+275760-09-13T00:00:00.000Z"},
                                      {-8640000000000000, "-271821-04-20T00:00:00.000Z"}};

TEST(timestamp, text_is_that_of_toISOString_and_reads_back) {
    for (const known_time& each : known_times) {
        EXPECT_EQ(to_iso_string(at(each.ms)), each.text);
        EXPECT_EQ(read_ms(each.text), each.ms);
    }
}

TEST(timestamp, any_time_of_a_date_reads_back) {
    std::mt19937_64 generator(3);
    std::uniform_int_distribution<std::int64_t> any(-8'640'000'000'000'000, 8'640'000'000'000'000);
    for (int i = 0; i < 20'000; ++i) {
        const std::int64_t ms = any(generator) / (i % 2 == 0 ? 1 : 1000);
        EXPECT_EQ(read_ms(to_iso_string(at(ms))), ms);
    }
}

TEST(timestamp, parse_takes_the_usual_variants) {
    EXPECT_EQ(read_ms("2024-01-02"), 1704153600000);
    EXPECT_EQ(read_ms("2024-01-02T03:04Z"), 1704164640000);
    EXPECT_EQ(read_ms("2024-01-02T03:04:05Z"), 1704164645000);
    EXPECT_EQ(read_ms("2024-01-02T03:04:05.6Z"), 1704164645600);
    EXPECT_EQ(read_ms("2024-01-02T03:04:05.678999999Z"), 1704164645678);
    EXPECT_EQ(read_ms("2024-01-02T05:04:05.678+02:00"), 1704164645678);
    EXPECT_EQ(read_ms("2024-01-01T21:34:05.678-05:30"), 1704164645678);
}

TEST(timestamp, parse_refuses_what_is_no_time) {
    for (const char* text : {"",
                             "now",
                             "2024",
                             "2024-01",
                             "2024-1-2",
                             "2024-00-01",
                             "2024-13-01",
                             "2024-01-00",
                             "2024-01-32",
                             "2023-02-29",
                             "2100-02-29",
                             "2024-04-31",
                             "2024-01-02T",
                             "2024-01-02T03",
                             "2024-01-02T03:04:05",
                             "2024-01-02T24:00:00Z",
                             "2024-01-02T03:60:00Z",
                             "2024-01-02T03:04:60Z",
                             "2024-01-02T03:04:05.Z",
                             "2024-01-02T03:04:05.1234567890Z",
                             "2024-01-02T03:04:05Zz",
                             "2024-01-02 03:04:05Z",
                             "2024-01-02T03:04:05+2:00",
                             "2024-01-02T03:04:05+24:00",
                             "2024-01-02T03:04:05+02:60",
                             " 2024-01-02",
                             "-000000-01-01",
                             "+27576-01-01",
                             "+275760-09-14",
                             "1704164645678",
                             "-271821-04-19",
                             "2024-01-02T-1:00:00Z"}) {
        const auto refused = parse_timestamp(text);
        ASSERT_TRUE(refused.has_error()) << text;
        EXPECT_TRUE(refused.error().is(model_errc::invalid_timestamp));
    }
}

}  // namespace
}  // namespace mastra
