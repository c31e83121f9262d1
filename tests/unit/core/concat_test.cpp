#include "mastra/core/concat.hpp"

#include <gtest/gtest.h>

namespace mastra {
namespace {

TEST(concat, joins_text_of_every_kind) {
    const std::string owned = "b";
    EXPECT_EQ(concat("a", owned, std::string_view("cd").substr(1), ""), "abd");
    EXPECT_EQ(concat(""), "");
}

}  // namespace
}  // namespace mastra
