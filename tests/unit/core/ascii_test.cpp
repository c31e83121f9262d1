#include "mastra/core/ascii.hpp"

#include <gtest/gtest.h>

namespace mastra {
namespace {

TEST(ascii, lower_case_changes_the_letters_a_to_z_only) {
    EXPECT_EQ(ascii_lower_case(""), "");
    EXPECT_EQ(ascii_lower_case("AbYZ"), "abyz");
    EXPECT_EQ(ascii_lower_case("@[`{09-"), "@[`{09-");
    EXPECT_EQ(ascii_lower_case("\xC3\x84\xFF"), "\xC3\x84\xFF");
}

}  // namespace
}  // namespace mastra
