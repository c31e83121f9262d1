#include "mastra/core/json_array.hpp"

#include <gtest/gtest.h>

namespace mastra {
namespace {

std::vector<std::string> texts_in(std::string_view array) {
    std::vector<std::string> texts;
    for (const auto& element : parse_json_array(array).value()) {
        texts.push_back(element.text());
    }
    return texts;
}

TEST(json_array, is_sliced_into_canonical_elements) {
    EXPECT_EQ(texts_in(R"( [1.0, "a,]" ,[2, [3]],{"b":[ ]}, null] )"),
              (std::vector<std::string>{"1", R"("a,]")", "[2,[3]]", R"({"b":[]})", "null"}));
    EXPECT_TRUE(texts_in("[]").empty());
    EXPECT_TRUE(texts_in("[ ]").empty());
}

TEST(json_array, that_is_canonical_is_cut_into_the_same_elements) {
    for (const auto* text : {"[]", "[1]", R"(["a,]\"",[2,[3]],{"b":[],"c":"}"},null,"\\"])"}) {
        const auto elements = canonical_elements(text).value();
        EXPECT_EQ(std::vector<std::string>(elements.begin(), elements.end()), texts_in(text)) << text;
    }
}

TEST(json_array, that_is_canonical_and_none_is_refused) {
    for (const auto* text : {"", "[", "]", "{}", "[1", "1]", "[1]]", "[,1]", "null", "\"[]\"", "[\"a]", "[\"a\\]"}) {
        EXPECT_TRUE(canonical_elements(text).has_error()) << text;
    }
}

TEST(json_array, refuses_what_is_none) {
    for (const auto* text : {"", "{}", "[", "[1", "[1,]", "[,1]", "[1 2]", "[1]2", "null", "\"[]\""}) {
        EXPECT_TRUE(parse_json_array(text).has_error()) << text;
    }
    EXPECT_TRUE(parse_json_array(std::string(600, '[') + std::string(600, ']')).error().is(model_errc::invalid_json));
}

TEST(json_array, comes_back_as_the_same_text) {
    for (const auto* text : {"[]", "[1]", R"([1,"two",{"three":[4]},null])"}) {
        EXPECT_EQ(to_json_array(parse_json_array(text).value()).text(), text);
    }
}

}  // namespace
}  // namespace mastra
