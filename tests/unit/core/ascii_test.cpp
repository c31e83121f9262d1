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

TEST(ascii, trim_takes_white_space_from_both_ends_only) {
    EXPECT_EQ(ascii_trim(" \t a b \r\n"), "a b");
    EXPECT_EQ(ascii_trim("a"), "a");
    EXPECT_EQ(ascii_trim(" \n"), "");
    EXPECT_EQ(ascii_trim(""), "");
}

TEST(ascii, iequals_ignores_the_case_of_a_to_z_only) {
    EXPECT_TRUE(ascii_iequals("Content-Type", "cONTENT-tYPE"));
    EXPECT_TRUE(ascii_iequals("", ""));
    EXPECT_FALSE(ascii_iequals("date", "dat"));
    EXPECT_FALSE(ascii_iequals("dat", "date"));
    EXPECT_FALSE(ascii_iequals("@", "`")) << "they differ in the same bit as A and a";
    EXPECT_FALSE(ascii_iequals("\xC3\x84", "\xC3\xA4"));
}

}  // namespace
}  // namespace mastra
