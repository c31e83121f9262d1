#include "mastra/core/clock.hpp"

#include <gtest/gtest.h>

namespace mastra {
namespace {

TEST(system_clock, agrees_with_the_machine) {
    const auto before = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const timestamp now = system_clock().now();
    EXPECT_GE(now, before);
    EXPECT_LE(now - before, std::chrono::minutes(1));
    const auto steady = system_clock().steady_now();
    EXPECT_LE(steady, std::chrono::steady_clock::now());
}

}  // namespace
}  // namespace mastra
