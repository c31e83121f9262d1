#include "mastra/core/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace mastra {
namespace {

TEST(random, uuids_have_the_form_of_version_4_and_do_not_repeat) {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const std::string uuid = make_uuid();
        ASSERT_EQ(uuid.size(), 36U);
        for (std::size_t at = 0; at < uuid.size(); ++at) {
            const bool dash = at == 8 || at == 13 || at == 18 || at == 23;
            EXPECT_EQ(dash, uuid[at] == '-') << uuid;
            EXPECT_NE(std::string("0123456789abcdef-").find(uuid[at]), std::string::npos) << uuid;
        }
        EXPECT_EQ(uuid[14], '4');
        EXPECT_NE(std::string("89ab").find(uuid[19]), std::string::npos) << uuid;
        EXPECT_TRUE(seen.insert(uuid).second);
    }
}

TEST(random, tokens_have_26_characters_of_32_and_do_not_repeat) {
    std::set<std::string> seen;
    std::set<char> used;
    for (int i = 0; i < 1000; ++i) {
        const std::string token = make_token();
        ASSERT_EQ(token.size(), 26U);
        EXPECT_TRUE(seen.insert(token).second);
        used.insert(token.begin(), token.end());
    }
    const std::string digits = "0123456789abcdefghijklmnopqrstuv";
    EXPECT_EQ(std::string(used.begin(), used.end()), digits);
}

TEST(random, fractions_are_at_least_0_and_below_1_and_spread) {
    double low = 1;
    double high = 0;
    for (int i = 0; i < 10'000; ++i) {
        const double fraction = thread_random_fraction();
        low = std::min(low, fraction);
        high = std::max(high, fraction);
    }
    EXPECT_GE(low, 0);
    EXPECT_LT(low, 0.01);
    EXPECT_LT(high, 1);
    EXPECT_GT(high, 0.99);
}

}  // namespace
}  // namespace mastra
