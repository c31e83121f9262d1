#include "mastra/core/json_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace mastra {
namespace {

json_object object(std::string_view text) {
    return json_object::parse(text).value();
}

json_text json_number(int value) {
    return json_text::trusted(std::to_string(value));
}

// One level read and printed is the same as the whole text read and printed: metadata merges change nothing else.
TEST(json_object, to_text_of_parsed_golden_objects_is_their_canonical_text) {
    const auto check = [](std::string_view text, std::string_view canonical) {
        if (canonical.starts_with('{')) {
            EXPECT_EQ(object(text).to_text().text(), canonical) << text;
        }
    };
    using namespace std::string_view_literals;
#define MASTRA_JSON_CASE(text, canonical) check(text, canonical);
#define MASTRA_JSON_REFUSED(text)
#include "json_text_golden.inc"
#undef MASTRA_JSON_CASE
#undef MASTRA_JSON_REFUSED
}

TEST(json_object, parse_refuses_everything_but_objects) {
    for (const char* text :
         {"", "null", "[]", "\"{}\"", "{", "{}x", "{\"a\"}", "{\"a\":1,}", "{\"a\":tru}", "{\"a\":1]"}) {
        const auto parsed = json_object::parse(text);
        ASSERT_TRUE(parsed.has_error()) << text;
        EXPECT_TRUE(parsed.error().is(model_errc::invalid_json));
    }
}

TEST(json_object, parse_counts_its_own_level_of_nesting) {
    const auto nested = [](std::size_t depth) {
        return "{\"a\":" + std::string(depth, '[') + std::string(depth, ']') + "}";
    };
    EXPECT_TRUE(json_object::parse(nested(511)).has_value());
    EXPECT_TRUE(json_object::parse(nested(512)).has_error());
}

TEST(json_object, of_canonical_text_is_what_is_read_from_it) {
    for (const char* text : {"{}", R"({"a":1})", R"({"a\"b\u0001":"}","\\":[{"c":[1,2]},null],"é":"\\","":{"":""}})"}) {
        EXPECT_EQ(json_object::of_canonical(text).value().members(), object(text).members()) << text;
    }
}

TEST(json_object, of_canonical_refuses_what_is_no_object) {
    for (const char* text : {"", "{", "}", "[]", "null", "{\"a\"}", "{\"a\":}", "{\"a\":1}}", "{a:1}", "{\"a:1}",
                             "{\"\\x\":1}", "{\"a\":1]", "{\"a\":1]}"}) {
        EXPECT_TRUE(json_object::of_canonical(text).has_error()) << text;
    }
}

TEST(json_object, of_canonical_counts_nesting_as_parse_does) {
    const auto nested = [](std::size_t depth) {
        return "{\"a\":" + std::string(depth, '[') + std::string(depth, ']') + "}";
    };
    EXPECT_TRUE(json_object::of_canonical(nested(511)).has_value());
    EXPECT_TRUE(json_object::of_canonical(nested(512)).has_error());
}

TEST(json_object, find_compares_unescaped_keys) {
    const json_object parsed = object(R"({"\u0061\n":1,"\ud800":2})");
    ASSERT_NE(parsed.find("a\n"), nullptr);
    EXPECT_EQ(parsed.find("a\n")->text(), "1");
    EXPECT_EQ(parsed.find("a"), nullptr);
}

TEST(json_object, keys_that_differ_only_in_a_lone_surrogate_stay_apart) {
    EXPECT_EQ(object(R"({"\ud800":1,"\ud801":2})").to_text().text(), R"({"\ud800":1,"\ud801":2})");
}

TEST(json_object, set_replaces_in_place_and_appends_what_is_new) {
    json_object changed = object(R"({"b":1,"a":2})");
    changed.set("b", json_number(3));
    changed.set("c", json_text::of_string("x"));
    EXPECT_EQ(changed.to_text().text(), R"({"b":3,"a":2,"c":"x"})");
}

TEST(json_object, set_puts_array_indexes_where_javascript_does) {
    json_object changed = object(R"({"10":1,"b":2})");
    changed.set("9", json_number(3));
    changed.set("a", json_number(4));
    EXPECT_EQ(changed.to_text().text(), R"({"9":3,"10":1,"b":2,"a":4})");
}

TEST(json_object, erase_removes_one_key_and_says_whether_it_was_there) {
    json_object changed = object(R"({"a":1,"b":2})");
    EXPECT_TRUE(changed.erase("a"));
    EXPECT_FALSE(changed.erase("a"));
    EXPECT_EQ(changed.to_text().text(), R"({"b":2})");
}

TEST(json_object, merge_is_javascripts_spread) {
    json_object merged = object(R"({"b":1,"a":{"deep":true},"2":0})");
    merged.merge(object(R"({"c":5,"a":null,"1":6})"));
    EXPECT_EQ(merged.to_text().text(), R"({"1":6,"2":0,"b":1,"a":null,"c":5})");
}

TEST(json_object, merge_with_itself_changes_nothing) {
    json_object merged = object(R"({"b":1,"a":2})");
    merged.merge(merged);
    EXPECT_EQ(merged.to_text().text(), R"({"b":1,"a":2})");
}

TEST(json_object, merge_of_many_members_keeps_each_once) {
    json_object merged;
    json_object other;
    for (int i = 0; i < 600; ++i) {
        merged.set("key" + std::to_string(i), json_number(i));
        other.set("key" + std::to_string(i + 300), json_number(-i));
    }
    merged.merge(other);
    EXPECT_EQ(merged.members().size(), 900U);
    EXPECT_EQ(merged.find("key300")->text(), "0");
    EXPECT_EQ(merged.find("key599")->text(), "-299");
    EXPECT_EQ(merged.members().back().first, "key899");
}

TEST(json_object, empty_object_prints_as_braces) {
    EXPECT_TRUE(json_object().empty());
    EXPECT_EQ(json_object().to_text().text(), "{}");
}

}  // namespace
}  // namespace mastra
