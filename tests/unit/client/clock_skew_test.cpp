#include "client/clock_skew.hpp"

#include <gtest/gtest.h>

namespace mastra::client {
namespace {

using namespace std::chrono_literals;

const timestamp noon = std::chrono::sys_days(std::chrono::year(2026) / 11 / 22) + 12h;

TEST(parse_http_date, reads_the_form_that_servers_send) {
    const auto time = parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT");
    ASSERT_TRUE(time);
    EXPECT_EQ(to_iso_string(*time), "1994-11-06T08:49:37.000Z");
    EXPECT_TRUE(parse_http_date("Thu, 29 Feb 2024 23:59:60 GMT"));
}

TEST(parse_http_date, refuses_everything_else) {
    for (const char* text :
         {"", "now", "Sun, 06 Nov 1994 08:49:37", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
          "Sun, 31 Feb 2026 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nop 1994 08:49:37 GMT",
          "Sun, -6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 06 Nov 1994 08:60:37 GMT"}) {
        EXPECT_FALSE(parse_http_date(text)) << text;
    }
}

TEST(clock_skew, starts_with_our_own_time) {
    EXPECT_EQ(clock_skew().corrected(noon), noon);
}

TEST(clock_skew, corrects_a_clock_that_is_twenty_minutes_off) {
    clock_skew skew;
    EXPECT_TRUE(skew.learn(noon + 20min, noon, noon));
    EXPECT_EQ(skew.corrected(noon + 1s), noon + 20min + 1s);
    EXPECT_TRUE(skew.learn(noon, noon + 30min, noon + 50min)) << "our clock was set";
    EXPECT_EQ(skew.corrected(noon + 30min), noon);
}

// A frozen process wakes up: the signature is old although the clock is right.
TEST(clock_skew, explains_an_old_signature_without_changing_a_right_clock) {
    clock_skew skew;
    EXPECT_TRUE(skew.learn(noon + 10min, noon + 10min + 300ms, noon));
    EXPECT_EQ(skew.corrected(noon + 11min), noon + 11min);
}

TEST(clock_skew, does_not_blame_the_clock_for_a_wrong_key) {
    clock_skew skew;
    EXPECT_FALSE(skew.learn(noon + 2s, noon, noon));
    EXPECT_EQ(skew.corrected(noon), noon);
}

}  // namespace
}  // namespace mastra::client
