#include "mastra/core/ascii.hpp"

#include <gtest/gtest.h>

#include <string>

namespace mastra {
namespace {

TEST(ascii, lower_case_changes_the_letters_a_to_z_only) {
    EXPECT_EQ(ascii_lower_case(""), "");
    EXPECT_EQ(ascii_lower_case("AbYZ"), "abyz");
    EXPECT_EQ(ascii_lower_case("@[`{09-"), "@[`{09-");
    EXPECT_EQ(ascii_lower_case("\xC3\x84\xFF"), "\xC3\x84\xFF");
}

// Eight characters are looked at together: each byte at each place, beside both ends of the letters.
TEST(ascii, every_byte_is_judged_by_itself_wherever_it_stands) {
    const std::string around = "@AZ[`az{ \xC1\xDA\x80~09";
    for (std::size_t place = 0; place <= around.size(); ++place) {
        for (int byte = 0; byte < 256; ++byte) {
            const char c = static_cast<char>(byte);
            std::string text = around;
            text.insert(place, 1, c);
            std::string lower = text;
            for (char& each : lower) {
                each = each >= 'A' && each <= 'Z' ? static_cast<char>(each + 0x20) : each;
            }
            EXPECT_EQ(ascii_lower_case(text), lower) << byte << " at " << place;
            EXPECT_EQ(ascii_has_control(text), byte < 0x20 || byte == 0x7f) << byte << " at " << place;
            const std::string alone = std::string(place, '~') + c + std::string(around.size() - place, '~');
            EXPECT_EQ(ascii_has_capital(alone), byte >= 'A' && byte <= 'Z') << byte << " at " << place;
            EXPECT_EQ(is_ascii(alone), byte < 0x80) << byte << " at " << place;
        }
    }
    EXPECT_FALSE(ascii_has_control(""));
    EXPECT_FALSE(ascii_has_capital(""));
    EXPECT_TRUE(is_ascii(""));
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
