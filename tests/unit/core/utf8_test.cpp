#include "mastra/core/utf8.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace mastra {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view invalid_texts[] = {"\x80"sv,
                                              "\xbf"sv,
                                              "\xc0\x80"sv,
                                              "\xc1\xbf"sv,
                                              "\xc3"sv,
                                              "\xc3("sv,
                                              "\xe0\x80\x80"sv,
                                              "\xe0\x9f\xbf"sv,
                                              "\xe2\x82"sv,
                                              "\xed\xa0\x80"sv,
                                              "\xed\xbf\xbf"sv,
                                              "\xf0\x80\x80\x80"sv,
                                              "\xf0\x8f\xbf\xbf"sv,
                                              "\xf4\x90\x80\x80"sv,
                                              "\xf5\x80\x80\x80"sv,
                                              "\xff"sv,
                                              "eight ok\xfe"sv};

TEST(utf8, every_code_point_survives_encoding_and_decoding) {
    for (char32_t code_point = 0; code_point < 0x110000; ++code_point) {
        const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
        std::string text;
        append_utf8(text, code_point);
        const utf8_step step = decode_utf8_at(text, 0);
        ASSERT_EQ(step.valid, !surrogate) << static_cast<std::uint32_t>(code_point);
        ASSERT_EQ(is_valid_utf8(text), !surrogate);
        if (!surrogate) {
            ASSERT_EQ(step.code_point, code_point);
            ASSERT_EQ(step.length, text.size());
        }
    }
}

TEST(utf8, overlong_forms_surrogates_and_truncated_sequences_are_invalid) {
    for (const std::string_view text : invalid_texts) {
        EXPECT_FALSE(is_valid_utf8(text));
        EXPECT_FALSE(is_valid_utf8("a valid beginning é " + std::string(text) + " and a valid end"));
        EXPECT_TRUE(is_valid_utf8(to_valid_utf8(text)));
    }
    EXPECT_TRUE(is_valid_utf8(""));
    EXPECT_TRUE(is_valid_utf8("\0é€😀"sv));
}

// What `new TextDecoder().decode(bytes)` gives.
TEST(utf8, repair_replaces_each_maximal_invalid_part_once) {
    const std::string mark = "\xef\xbf\xbd";
    EXPECT_EQ(to_valid_utf8("a\xff"
                            "b"),
              "a" + mark + "b");
    EXPECT_EQ(to_valid_utf8("\xe2\x82"), mark);
    EXPECT_EQ(to_valid_utf8("\xe2\x82x"), mark + "x");
    EXPECT_EQ(to_valid_utf8("\xed\xa0\x80"), mark + mark + mark);
    EXPECT_EQ(to_valid_utf8("\xf0\x9f\x98\xf0\x9f\x98\x80"), mark + "\xf0\x9f\x98\x80");
    EXPECT_EQ(to_valid_utf8("\xc0\x80"), mark + mark);
    EXPECT_EQ(to_valid_utf8("unchanged é€😀"), "unchanged é€😀");
}

}  // namespace
}  // namespace mastra
