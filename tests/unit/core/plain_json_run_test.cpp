#include "mastra/core/plain_json_run.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace mastra {
namespace {

// Lengths on both sides of one and two of the blocks that are looked at together.
TEST(plain_json_run, ends_at_the_first_special_character_wherever_it_stands) {
    constexpr std::string_view special_characters("\"\\\n\x1f\x80\xff\0", 7);
    for (std::size_t length = 0; length <= 40; ++length) {
        const std::string plain(length, 'a');
        for (std::size_t offset = 0; offset <= length; ++offset) {
            EXPECT_EQ(plain_json_run(plain, offset), length - offset);
            for (std::size_t at = offset; at < length; ++at) {
                for (const char special : special_characters) {
                    std::string text = plain;
                    text[at] = special;
                    EXPECT_EQ(plain_json_run(text, offset), at - offset) << length << ' ' << offset << ' ' << at;
                }
            }
        }
    }
}

TEST(plain_json_run, does_not_look_behind_its_offset) {
    for (std::size_t length = 1; length <= 40; ++length) {
        const std::string text = '"' + std::string(length, 'a');
        EXPECT_EQ(plain_json_run(text, 1), length);
    }
}

}  // namespace
}  // namespace mastra
