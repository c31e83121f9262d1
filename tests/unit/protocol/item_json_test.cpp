// encode_item and decode_item: every value type, and everything that is no value.
#include "mastra/core/limits.hpp"
#include "mastra/protocol/wire.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

namespace mastra::protocol {
namespace {

using namespace std::string_view_literals;

struct value_case {
    attribute_value value;
    std::string_view json;
};

std::vector<value_case> all_types() {
    return {
        {"text", R"({"S":"text"})"},
        {"", R"({"S":""})"},
        {"\"\\/\b\f\n\r\t\x01\x7f é €😀", "{\"S\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\x7f é €😀\"}"},
        {std::string("nul\0", 4), R"({"S":"nul\u0000"})"},
        {42, R"({"N":"42"})"},
        {*number::parse("-1.5e-100"), R"({"N":"-1.5E-100"})"},
        {binary{std::string("\x00\xff", 2)}, R"({"B":"AP8="})"},
        {binary{}, R"({"B":""})"},
        {true, R"({"BOOL":true})"},
        {false, R"({"BOOL":false})"},
        {null_value{}, R"({"NULL":true})"},
        {attribute_list{}, R"({"L":[]})"},
        {attribute_list{1, "a", attribute_list{null_value{}}}, R"({"L":[{"N":"1"},{"S":"a"},{"L":[{"NULL":true}]}]})"},
        {attribute_map{}, R"({"M":{}})"},
        {attribute_map{{"b", 1}, {"a\"", attribute_map{{"c", true}}}},
         R"({"M":{"a\"":{"M":{"c":{"BOOL":true}}},"b":{"N":"1"}}})"},
        {make_set({std::string("b"), std::string("a")}), R"({"SS":["a","b"]})"},
        {make_set({number(10), number(9)}), R"({"NS":["9","10"]})"},
        {make_set({binary{"b"}, binary{"a"}}), R"({"BS":["YQ==","Yg=="]})"}};
}

std::string nested_lists(std::size_t depth) {
    std::string json = R"({"a":)";
    std::string closing;
    for (std::size_t i = 0; i < depth; ++i) {
        json += R"({"L":[)";
        closing += "]}";
    }
    return json + R"({"S":"x"})" + closing + "}";
}

TEST(item_json, every_type_is_written_as_dynamodb_writes_it) {
    for (const auto& [value, json] : all_types()) {
        EXPECT_EQ(encode_item({{"a", value}}), R"({"a":)" + std::string(json) + "}");
    }
    EXPECT_EQ(encode_item({}), "{}");
}

TEST(item_json, every_type_reads_back) {
    for (const auto& [value, json] : all_types()) {
        const auto item = decode_item(R"({"a":)" + std::string(json) + "}");
        ASSERT_TRUE(item.has_value()) << json;
        EXPECT_EQ(*item, (attribute_map{{"a", value}})) << json;
    }
    EXPECT_EQ(*decode_item(" { } "), attribute_map{});
}

TEST(item_json, numbers_and_sets_are_brought_into_canonical_form) {
    EXPECT_EQ(*decode_item(R"({"a":{"N":"1.50"}})"), (attribute_map{{"a", *number::parse("1.5")}}));
    EXPECT_EQ(*decode_item(R"({"a":{"NS":["10","1.0","9","1"]}})"),
              (attribute_map{{"a", make_set({number(1), number(9), number(10)})}}));
    EXPECT_EQ(*decode_item(R"({"a":{"SS":["b","a","b"]}})"),
              (attribute_map{{"a", make_set({std::string("a"), std::string("b")})}}));
}

TEST(item_json, attributes_in_any_order_are_found_by_name) {
    const auto item = decode_item(R"({"z":{"S":"1"},"a":{"S":"2"},"":{"S":"3"},"\u0062":{"S":"4"}})");
    EXPECT_EQ(*item->find_string("z"), "1");
    EXPECT_EQ(*item->find_string("a"), "2");
    EXPECT_EQ(*item->find_string(""), "3");
    EXPECT_EQ(*item->find_string("b"), "4");
}

TEST(item_json, values_as_deep_as_dynamodb_keeps_them_are_read) {
    const auto item = decode_item(nested_lists(limits::max_nesting_depth));
    ASSERT_TRUE(item.has_value());
    EXPECT_EQ(encode_item(*item), nested_lists(limits::max_nesting_depth));
    EXPECT_TRUE(decode_item(nested_lists(100)).has_error());
    EXPECT_TRUE(decode_item(nested_lists(50'000)).has_error());
}

TEST(item_json, text_that_is_no_item_is_refused) {
    for (const std::string_view json : {""sv,
                                        " "sv,
                                        "null"sv,
                                        "[]"sv,
                                        "1"sv,
                                        "\"a\""sv,
                                        "{"sv,
                                        "{}x"sv,
                                        "{} {}"sv,
                                        R"({"a":1})"sv,
                                        R"({"a":null})"sv,
                                        R"({"a":[]})"sv,
                                        R"({"a":{}})"sv,
                                        R"({"a":"x"})"sv,
                                        R"({"a":{"S":"x","N":"1"}})"sv,
                                        R"({"a":{"S":"x","S":"y"}})"sv,
                                        R"({"a":{"X":"x"}})"sv,
                                        R"({"a":{"s":"x"}})"sv,
                                        R"({"a":{"":"x"}})"sv,
                                        R"({"a":{"S":1}})"sv,
                                        R"({"a":{"S":null}})"sv,
                                        R"({"a":{"S":["x"]}})"sv,
                                        R"({"a":{"N":1}})"sv,
                                        R"({"a":{"N":""}})"sv,
                                        R"({"a":{"N":"x"}})"sv,
                                        R"({"a":{"N":"1e126"}})"sv,
                                        R"({"a":{"N":"123456789012345678901234567890123456789"}})"sv,
                                        R"({"a":{"N":"NaN"}})"sv,
                                        R"({"a":{"B":"x"}})"sv,
                                        R"({"a":{"B":"Zg"}})"sv,
                                        R"({"a":{"B":"Zh=="}})"sv,
                                        R"({"a":{"B":1}})"sv,
                                        R"({"a":{"BOOL":"true"}})"sv,
                                        R"({"a":{"BOOL":1}})"sv,
                                        R"({"a":{"NULL":false}})"sv,
                                        R"({"a":{"NULL":"true"}})"sv,
                                        R"({"a":{"L":{}}})"sv,
                                        R"({"a":{"L":[1]}})"sv,
                                        R"({"a":{"L":[{"S":"x"},{}]}})"sv,
                                        R"({"a":{"M":[]}})"sv,
                                        R"({"a":{"M":{"b":1}}})"sv,
                                        R"({"a":{"SS":"x"}})"sv,
                                        R"({"a":{"SS":[1]}})"sv,
                                        R"({"a":{"NS":[1]}})"sv,
                                        R"({"a":{"NS":["x"]}})"sv,
                                        R"({"a":{"BS":["x"]}})"sv,
                                        R"({"a":{"S":"x"},"a":{"S":"y"}})"sv,
                                        R"({"a":{"M":{"b":{"S":"1"},"b":{"S":"1"}}}})"sv,
                                        "{\"a\":{\"S\":\"\xff\"}}"sv,
                                        "{\"\xc3\":{\"S\":\"\"}}"sv,
                                        R"({"a":{"S":"\ud800"}})"sv,
                                        R"({"a":{"S":"x"},})"sv,
                                        "{\"a\":{\"S\":\"\n\"}}"sv,
                                        R"({"a":{"S":"x"}}trailing)"sv}) {
        const auto item = decode_item(json);
        ASSERT_TRUE(item.has_error()) << json;
        EXPECT_TRUE(item.error().is(model_errc::invalid_json)) << json;
    }
}

TEST(item_json, every_prefix_of_an_item_is_refused) {
    const std::string json = R"({"a":{"M":{"b":{"L":[{"S":"x\n"},{"N":"1"},{"BOOL":true}]}}},"c":{"NULL":true}})";
    for (std::size_t length = 0; length < json.size(); ++length) {
        EXPECT_TRUE(decode_item(std::string_view(json).substr(0, length)).has_error()) << length;
    }
    EXPECT_TRUE(decode_item(json).has_value());
}

TEST(item_json, an_error_says_what_was_expected) {
    EXPECT_EQ(decode_item(R"({"a":{"X":1}})").error().message(),
              "the text is not JSON: an attribute value has an unknown type");
}

// The parser is kept by the thread; a text above its limit must neither stay in memory nor disturb the next one.
TEST(item_json, a_text_of_many_megabytes_is_read) {
    const std::string text(5 * 1024 * 1024, 'x');
    const auto item = decode_item(encode_item({{"a", text}}));
    ASSERT_TRUE(item.has_value());
    EXPECT_EQ(*item->find_string("a"), text);
    EXPECT_TRUE(decode_item(R"({"a":{"S":"y"}})").has_value());
}

}  // namespace
}  // namespace mastra::protocol
