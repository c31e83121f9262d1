// After a lost reply these lists decide whether a write is made again: a wrong answer counts twice or loses a change.
#include "stores/write_tokens.hpp"

#include <gtest/gtest.h>

namespace mastra::stores {
namespace {

TEST(write_tokens, of_one_source_differ_and_have_its_name) {
    write_token_source source;
    const std::string first = source.next();
    const std::string second = source.next();
    EXPECT_NE(first, second);
    EXPECT_EQ(first.substr(0, first.find('.')), second.substr(0, second.find('.')));
    EXPECT_NE(write_token_source().next(), first);
}

TEST(write_tokens, begin_with_the_newest) {
    EXPECT_EQ(with_token(nullptr, "a.1", 8), "a.1");
    const std::string stored = "a.1";
    EXPECT_EQ(with_token(&stored, "b.7", 8), "b.7 a.1");
}

TEST(write_tokens, have_one_place_a_writer) {
    const std::string stored = "b.7 a.1 c.2";
    EXPECT_EQ(with_token(&stored, "a.2", 8), "a.2 b.7 c.2");
}

TEST(write_tokens, forget_the_oldest_beyond_their_number) {
    const std::string stored = "b.7 a.1 c.2";
    EXPECT_EQ(with_token(&stored, "d.1", 3), "d.1 b.7 a.1");
    EXPECT_EQ(with_token(&stored, "d.1", 1), "d.1");
}

TEST(write_tokens, are_found_as_a_whole) {
    const std::string stored = "b.71 a.1";
    EXPECT_TRUE(has_token(&stored, "a.1"));
    EXPECT_TRUE(has_token(&stored, "b.71"));
    EXPECT_FALSE(has_token(&stored, "b.7"));
    EXPECT_FALSE(has_token(nullptr, "a.1"));
}

}  // namespace
}  // namespace mastra::stores
