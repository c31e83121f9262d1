#include "mastra/core/plain_json.hpp"

#include <gtest/gtest.h>

namespace mastra {
namespace {

std::string plain(const attribute_value& value) {
    return to_plain_json(value).text();
}

TEST(plain_json, every_type_has_its_plain_form) {
    EXPECT_EQ(plain(null_value{}), "null");
    EXPECT_EQ(plain(true), "true");
    EXPECT_EQ(plain(number::parse("12345678901234567890.5").value()), "12345678901234567890.5");
    EXPECT_EQ(plain("a \"quoted\"\nline"), R"("a \"quoted\"\nline")");
    EXPECT_EQ(plain(binary{"\x01\x02"}), R"("AQI=")");
    EXPECT_EQ(plain(make_set(std::vector<std::string>{"b", "a"})), R"(["a","b"])");
}

TEST(plain_json, containers_are_nested_and_may_be_empty) {
    attribute_list list;
    list.emplace_back(1);
    list.emplace_back(attribute_map());
    list.emplace_back(attribute_list());
    EXPECT_EQ(plain(attribute_map{{"b", list}, {"a", null_value{}}}), R"({"a":null,"b":[1,{},[]]})");
}

}  // namespace
}  // namespace mastra
