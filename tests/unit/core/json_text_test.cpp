#include "mastra/core/json_text.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <string_view>

namespace mastra {
namespace {

using namespace std::string_view_literals;

struct golden_case {
    std::string_view text;
    std::string_view canonical;
};

constexpr golden_case golden_cases[] = {
#define MASTRA_JSON_CASE(text, canonical) {text, canonical},
#define MASTRA_JSON_REFUSED(text)
#include "json_text_golden.inc"
#undef MASTRA_JSON_CASE
#undef MASTRA_JSON_REFUSED
};

constexpr std::string_view refused_texts[] = {
#define MASTRA_JSON_CASE(text, canonical)
#define MASTRA_JSON_REFUSED(text) text,
#include "json_text_golden.inc"
#undef MASTRA_JSON_CASE
#undef MASTRA_JSON_REFUSED
};

std::string canonical(std::string_view text) {
    const auto parsed = json_text::parse(text);
    return parsed ? parsed->text() : parsed.error().message();
}

std::string nested_arrays(std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
}

// Item bytes must be those that upstream, which is JavaScript, writes.
TEST(json_text, parse_gives_what_javascript_prints) {
    for (const golden_case& each : golden_cases) {
        EXPECT_EQ(canonical(each.text), each.canonical) << each.text;
    }
}

TEST(json_text, canonical_text_stays_as_it_is) {
    for (const golden_case& each : golden_cases) {
        EXPECT_EQ(canonical(each.canonical), each.canonical);
    }
}

TEST(json_text, parse_refuses_what_javascript_refuses) {
    for (const std::string_view text : refused_texts) {
        const auto parsed = json_text::parse(text);
        ASSERT_TRUE(parsed.has_error()) << text;
        EXPECT_TRUE(parsed.error().is(model_errc::invalid_json));
    }
}

TEST(json_text, every_prefix_of_a_golden_object_is_refused) {
    const std::string text = R"({"a":[1.5e3,"x\u0041\n",true,null],"b":{"c":"é"}})";
    for (std::size_t length = 0; length < text.size(); ++length) {
        EXPECT_TRUE(json_text::parse(std::string_view(text).substr(0, length)).has_error()) << length;
    }
}

TEST(json_text, parse_says_where_and_what_was_expected) {
    EXPECT_EQ(json_text::parse("[1,}").error().message(), "the text is not JSON: at offset 3, expected a JSON value");
    EXPECT_EQ(json_text::parse("[1 2]").error().message(), "the text is not JSON: at offset 3, expected ',' or ']'");
}

TEST(json_text, parse_refuses_invalid_utf8) {
    for (const std::string_view text : {"\"\xff\""sv, "\"\xc0\x80\""sv, "\"\xed\xa0\x80\""sv, "\"\xe2\x82\""sv,
                                        "\"\xf5\x80\x80\x80\""sv, "\"\x80\""sv, "{\"\xc3\":1}"sv}) {
        EXPECT_TRUE(json_text::parse(text).has_error());
    }
}

TEST(json_text, parse_takes_512_levels_and_refuses_more) {
    EXPECT_EQ(canonical(nested_arrays(512)), nested_arrays(512));
    EXPECT_TRUE(json_text::parse(nested_arrays(513)).has_error());
    EXPECT_TRUE(json_text::parse(std::string(1'000'000, '[')).has_error());
    EXPECT_TRUE(json_text::parse(std::string(1'000'000, '{')).has_error());
}

TEST(json_text, default_is_null) {
    EXPECT_TRUE(json_text().is_null());
    EXPECT_EQ(json_text().text(), "null");
}

TEST(json_text, trusted_text_is_not_looked_at) {
    EXPECT_EQ(json_text::trusted(" { not JSON").text(), " { not JSON");
}

TEST(json_text, is_object_tells_objects_from_the_rest) {
    EXPECT_TRUE(json_text::parse(" {}")->is_object());
    EXPECT_FALSE(json_text::parse("[]")->is_object());
    EXPECT_FALSE(json_text::trusted("").is_object());
}

TEST(json_text, of_string_escapes_as_javascript_does) {
    EXPECT_EQ(json_text::of_string("a\"\\\b\f\n\r\t\x01\x7f/é\xe2\x80\xa8").text(),
              "\"a\\\"\\\\\\b\\f\\n\\r\\t\\u0001\x7f/é\xe2\x80\xa8\"");
    EXPECT_EQ(json_text::of_string("\0"sv).text(), R"("\u0000")");
}

TEST(json_text, of_string_replaces_what_is_not_utf8) {
    EXPECT_EQ(json_text::of_string("a\xff"
                                   "b")
                  .text(),
              "\"a\xef\xbf\xbd"
              "b\"");
    EXPECT_EQ(json_text::of_string("\xe2\x82").text(), "\"\xef\xbf\xbd\"");
}

TEST(json_text, as_string_undoes_of_string) {
    for (const std::string_view text :
         {""sv, "plain"sv, "a\"\\\n\x01é😀"sv, "\0\0"sv, "a text longer than eight bytes\n"sv}) {
        EXPECT_EQ(json_text::of_string(text).as_string(), text);
    }
}

TEST(json_text, as_string_is_empty_for_other_values_and_for_text_that_is_no_json) {
    for (const std::string_view text : {"1"sv, "null"sv, "{}"sv, "[\"a\"]"sv, ""sv, "\"open"sv, "\"a\"b"sv}) {
        EXPECT_EQ(json_text::trusted(std::string(text)).as_string(), std::nullopt);
    }
}

TEST(json_text, as_string_replaces_lone_surrogates) {
    EXPECT_EQ(json_text::parse(R"("a\ud800b")")->as_string(),
              "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
              "b");
}

TEST(json_equal, ignores_key_order_spacing_and_number_spelling) {
    const auto a = *json_text::parse(R"({"a":1,"b":[{"x":1e2,"y":null}],"c":"\u0041"})");
    const auto b = json_text::trusted(R"( {"c":"A", "b":[{"y":null,"x":100.0}], "a":1} )");
    EXPECT_TRUE(json_equal(a, b));
}

TEST(json_equal, tells_different_values_apart) {
    const auto equal = [](const char* a, const char* b) {
        return json_equal(json_text::trusted(a), json_text::trusted(b));
    };
    EXPECT_FALSE(equal("[1,2]", "[2,1]"));
    EXPECT_FALSE(equal("1", "\"1\""));
    EXPECT_FALSE(equal("{\"a\":1}", "{\"a\":1,\"b\":1}"));
    EXPECT_FALSE(equal("null", "{}"));
    EXPECT_FALSE(equal("{\"a\":null}", "{}"));
    EXPECT_TRUE(equal("0", "-0"));
    EXPECT_TRUE(equal("9007199254740992", "9007199254740993"));
}

TEST(json_equal, takes_text_that_is_no_json_as_itself) {
    EXPECT_TRUE(json_equal(json_text::trusted("not"), json_text::trusted("not")));
    EXPECT_FALSE(json_equal(json_text::trusted("not"), json_text::trusted("json")));
}

TEST(javascript_number_text, prints_the_numbers_json_has_not) {
    EXPECT_EQ(javascript_number_text(std::nan("")), "NaN");
    EXPECT_EQ(javascript_number_text(std::numeric_limits<double>::infinity()), "Infinity");
    EXPECT_EQ(javascript_number_text(-std::numeric_limits<double>::infinity()), "-Infinity");
}

TEST(javascript_number_text, changes_to_exponents_where_javascript_does) {
    EXPECT_EQ(javascript_number_text(1e20), "100000000000000000000");
    EXPECT_EQ(javascript_number_text(1e21), "1e+21");
    EXPECT_EQ(javascript_number_text(1e-6), "0.000001");
    EXPECT_EQ(javascript_number_text(1e-7), "1e-7");
    EXPECT_EQ(javascript_number_text(-1.5e-7), "-1.5e-7");
    EXPECT_EQ(javascript_number_text(1700000000123456.0), "1700000000123456");
    EXPECT_EQ(javascript_number_text(5e-324), "5e-324");
    EXPECT_EQ(javascript_number_text(-0.0), "0");
}

}  // namespace
}  // namespace mastra
