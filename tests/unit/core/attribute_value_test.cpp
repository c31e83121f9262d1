#include "mastra/core/attribute_value.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mastra {
namespace {

std::vector<std::string> names_of(const attribute_map& map) {
    std::vector<std::string> names;
    for (const auto& entry : map) {
        names.push_back(entry.name);
    }
    return names;
}

TEST(attribute_map, entries_are_kept_sorted_by_name) {
    const attribute_map map = {{"b", 1}, {"", 2}, {"a", 3}, {"B", 4}, {"\xc3\xa9", 5}};
    EXPECT_EQ(names_of(map), (std::vector<std::string>{"", "B", "a", "b", "\xc3\xa9"}));
}

TEST(attribute_map, of_a_name_given_twice_the_last_value_stays) {
    const attribute_map map = {{"a", 1}, {"b", 2}, {"a", 3}, {"b", 4}, {"a", 5}};
    EXPECT_EQ(map, (attribute_map{{"a", 5}, {"b", 4}}));
}

TEST(attribute_map, find_answers_null_for_an_absent_name) {
    const attribute_map map = {{"a", "x"}, {"c", 7}};
    ASSERT_NE(map.find("a"), nullptr);
    EXPECT_EQ(*map.find("a"), attribute_value("x"));
    EXPECT_EQ(map.find("b"), nullptr);
    EXPECT_EQ(map.find("d"), nullptr);
    EXPECT_EQ(attribute_map().find("a"), nullptr);
}

TEST(attribute_map, typed_find_answers_null_for_another_type) {
    const attribute_map map = {{"a", "x"}, {"c", 7}};
    EXPECT_EQ(*map.find_string("a"), "x");
    EXPECT_EQ(map.find_string("c"), nullptr);
    EXPECT_EQ(*map.find_number("c"), number(7));
    EXPECT_EQ(map.find_number("a"), nullptr);
    EXPECT_EQ(map.find_number("z"), nullptr);
}

TEST(attribute_map, set_inserts_in_order_or_replaces) {
    attribute_map map;
    map.set("b", 1);
    map.set("a", 2);
    map.set("b", "three");
    EXPECT_EQ(map, (attribute_map{{"a", 2}, {"b", "three"}}));
    EXPECT_EQ(map.size(), 2U);
}

TEST(attribute_map, erase_says_whether_there_was_something) {
    attribute_map map = {{"a", 1}, {"b", 2}};
    EXPECT_TRUE(map.erase("a"));
    EXPECT_FALSE(map.erase("a"));
    EXPECT_FALSE(map.contains("a"));
    EXPECT_TRUE(map.contains("b"));
}

TEST(attribute_value, default_is_null) {
    EXPECT_TRUE(attribute_value().is_null());
}

TEST(attribute_value, accessors_answer_null_for_another_type) {
    const attribute_value text("x");
    EXPECT_EQ(*text.if_string(), "x");
    EXPECT_EQ(text.if_number(), nullptr);
    EXPECT_EQ(text.if_bool(), nullptr);
    EXPECT_EQ(text.if_binary(), nullptr);
    EXPECT_EQ(text.if_list(), nullptr);
    EXPECT_EQ(text.if_map(), nullptr);
    EXPECT_FALSE(text.is_null());
}

TEST(attribute_value, a_string_literal_is_a_string_and_not_a_bool) {
    EXPECT_EQ(type_name("true"), "S");
    EXPECT_EQ(type_name(true), "BOOL");
}

TEST(attribute_value, numbers_of_different_spelling_are_equal) {
    EXPECT_EQ(attribute_value(*number::parse("1.0")), attribute_value(1));
}

TEST(attribute_value, type_names_are_dynamodbs) {
    const std::vector<std::pair<attribute_value, std::string>> cases = {{null_value{}, "NULL"},
                                                                        {false, "BOOL"},
                                                                        {1, "N"},
                                                                        {"s", "S"},
                                                                        {binary{"b"}, "B"},
                                                                        {attribute_list{}, "L"},
                                                                        {attribute_map{}, "M"},
                                                                        {make_set({std::string("a")}), "SS"},
                                                                        {make_set({number(1)}), "NS"},
                                                                        {make_set({binary{"b"}}), "BS"}};
    for (const auto& [value, name] : cases) {
        EXPECT_EQ(type_name(value), name);
    }
}

TEST(make_set, sorts_and_removes_duplicates) {
    EXPECT_EQ(make_set({std::string("b"), "a", "b"}), (string_set{{"a", "b"}}));
    EXPECT_EQ(make_set({number(10), number(9), *number::parse("9.0"), number(-1)}), (number_set{{-1, 9, 10}}));
    EXPECT_EQ(make_set({binary{"\xff"}, binary{"a"}, binary{"a"}}), (binary_set{{binary{"a"}, binary{"\xff"}}}));
}

TEST(item_size, counts_names_and_values_as_dynamodb_does) {
    EXPECT_EQ(item_size({}), 0U);
    EXPECT_EQ(item_size({{"id", "abc"}}), 5U);
    EXPECT_EQ(item_size({{"\xc3\xa9", "\xe2\x82\xac"}}), 5U);
    EXPECT_EQ(item_size({{"a", true}, {"b", null_value{}}}), 4U);
    EXPECT_EQ(item_size({{"b", binary{std::string(10, '\0')}}}), 11U);
}

TEST(item_size, numbers_take_a_byte_for_two_significant_digits_and_one_more) {
    const auto size = [](const char* text) { return value_size(*number::parse(text)); };
    EXPECT_EQ(size("0"), 2U);
    EXPECT_EQ(size("7"), 2U);
    EXPECT_EQ(size("42"), 2U);
    EXPECT_EQ(size("-42"), 2U);
    EXPECT_EQ(size("100"), 2U);
    EXPECT_EQ(size("123"), 3U);
    EXPECT_EQ(size("0.00123"), 3U);
    EXPECT_EQ(size("1.23E+100"), 3U);
    EXPECT_EQ(size("12345678901234567890123456789012345678"), 20U);
}

TEST(item_size, containers_take_three_bytes_and_one_an_element) {
    EXPECT_EQ(value_size(attribute_list{}), 3U);
    EXPECT_EQ(value_size(attribute_map{}), 3U);
    EXPECT_EQ(value_size(attribute_list{"ab", true}), 3U + 2 + 2 + 1);
    EXPECT_EQ(value_size(attribute_map{{"k", "ab"}}), 3U + 1 + 1 + 2);
    EXPECT_EQ(value_size(make_set({std::string("a"), std::string("bc")})), 3U);
    EXPECT_EQ(value_size(make_set({number(1), number(123)})), 5U);
}

}  // namespace
}  // namespace mastra
