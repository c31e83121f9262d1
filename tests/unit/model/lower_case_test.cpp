// String.prototype.toLowerCase. What V8 gives is in the golden file; tests/electrodb asks V8 itself.
#include "mastra/core/sha256.hpp"
#include "mastra/core/utf8.hpp"
#include "mastra/model/key_codec.hpp"

#include <gtest/gtest.h>

#include <string_view>
#include <utility>

namespace mastra::model {
namespace {

#include "unit/model/lower_case_golden.inc"

TEST(javascript_lower_case, maps_ascii_and_leaves_the_rest_of_ascii_alone) {
    EXPECT_EQ(javascript_lower_case("$Mastra#ID_@AZ[`az{"), "$mastra#id_@az[`az{");
    EXPECT_EQ(javascript_lower_case(""), "");
}

TEST(javascript_lower_case, maps_the_examples_of_the_contract) {
    EXPECT_EQ(javascript_lower_case("ΑΣ"), "ας");
    EXPECT_EQ(javascript_lower_case("İ"), "i\u0307");
    EXPECT_EQ(javascript_lower_case("ẞ"), "ß");
    EXPECT_EQ(javascript_lower_case("Ⅷ"), "ⅷ");
    EXPECT_EQ(javascript_lower_case("\U00010400"), "\U00010428");
}

TEST(javascript_lower_case, sigma_is_final_only_after_a_letter_and_not_before_one) {
    EXPECT_EQ(javascript_lower_case("Σ"), "σ");
    EXPECT_EQ(javascript_lower_case("ΑΣΑ"), "ασα");
    EXPECT_EQ(javascript_lower_case("ΑΣ Α"), "ας α");
    EXPECT_EQ(javascript_lower_case("1Σ"), "1σ");
    EXPECT_EQ(javascript_lower_case("ΑΣΣ"), "ασς");
    EXPECT_EQ(javascript_lower_case("id_ΑΣ#x"), "id_ας#x");
}

TEST(javascript_lower_case, sigma_s_context_looks_past_case_ignorable_characters) {
    EXPECT_EQ(javascript_lower_case("Α'Σ"), "α'ς");
    EXPECT_EQ(javascript_lower_case("ΑΣ.Α"), "ασ.α");
    EXPECT_EQ(javascript_lower_case("Α\u0301Σ\u0301"), "α\u0301ς\u0301");
}

TEST(javascript_lower_case, copies_what_is_not_utf8) {
    EXPECT_EQ(javascript_lower_case("A\xff"
                                    "B\xc3"),
              "a\xff"
              "b\xc3");
}

// Short ids are not measured as keys, because of it (stores/exact_items.cpp).
TEST(javascript_lower_case, makes_no_code_point_longer_than_one_and_a_half_of_itself) {
    for (char32_t c = 0; c <= 0x10ffff; ++c) {
        std::string text;
        append_utf8(text, c);
        ASSERT_LE(2 * javascript_lower_case(text).size(), 3 * text.size())
            << "U+" << std::hex << static_cast<unsigned>(c);
    }
}

TEST(javascript_lower_case, is_v8_s_for_every_code_point) {
    std::string all;
    for (char32_t c = 0; c <= 0x10ffff; ++c) {
        if (c < 0xd800 || c > 0xdfff) {
            std::string text;
            append_utf8(text, c);
            all += javascript_lower_case(text) + '\n';
        }
    }
    EXPECT_EQ(sha256_hex(all), digest_of_all_code_points);
}

TEST(is_lower_case, is_true_for_what_lower_casing_leaves_alone) {
    for (char32_t c = 0; c <= 0x10ffff; ++c) {
        std::string text;
        append_utf8(text, c);
        ASSERT_EQ(is_lower_case(text), javascript_lower_case(text) == text)
            << "U+" << std::hex << static_cast<unsigned>(c);
    }
}

TEST(javascript_lower_case, is_v8_s_for_every_sample) {
    for (const auto& [text, lower] : lower_case_samples) {
        EXPECT_EQ(javascript_lower_case(text), lower) << text;
        EXPECT_EQ(is_lower_case(text), text == lower) << text;
    }
}

}  // namespace
}  // namespace mastra::model
