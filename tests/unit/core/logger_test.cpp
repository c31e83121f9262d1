#include "mastra/core/logger.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mastra {
namespace {

TEST(logger, default_is_off) {
    EXPECT_FALSE(logger().enabled(log_level::error));
}

TEST(logger, lines_below_the_level_are_not_even_made) {
    std::vector<std::string> lines;
    const logger log{log_level::warning, [&](log_level, std::string_view line) { lines.emplace_back(line); }};
    log.log(log_level::info, []() -> std::string { throw std::logic_error("made"); });
    log.log(log_level::warning, [] { return std::string("event=retry"); });
    EXPECT_EQ(lines, std::vector<std::string>{"event=retry"});
}

}  // namespace
}  // namespace mastra
