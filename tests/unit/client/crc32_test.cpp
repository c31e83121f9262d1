#include "client/crc32.hpp"

#include <gtest/gtest.h>

#include <string>

namespace mastra::client {
namespace {

TEST(crc32, has_the_published_check_value) {
    EXPECT_EQ(crc32("123456789"), 0xCBF43926U);
    EXPECT_EQ(crc32(""), 0U);
    EXPECT_EQ(crc32("The quick brown fox jumps over the lazy dog"), 0x414FA339U);
    EXPECT_EQ(crc32("{}"), 2745614147U) << "what DynamoDB sends with an empty answer";
}

TEST(crc32, notices_every_single_changed_byte_of_a_long_text) {
    std::string text(100, 'a');
    const auto right = crc32(text);
    for (char& byte : text) {
        byte ^= 1;
        EXPECT_NE(crc32(text), right);
        byte ^= 1;
    }
}

TEST(checksum_holds, only_a_number_that_differs_proves_damage) {
    EXPECT_TRUE(checksum_holds("2745614147", "{}"));
    EXPECT_FALSE(checksum_holds("2745614148", "{}"));
    EXPECT_FALSE(checksum_holds("2745614147", "{"));
    EXPECT_TRUE(checksum_holds("", "{}"));
    EXPECT_TRUE(checksum_holds("none", "{}"));
    EXPECT_TRUE(checksum_holds("99999999999", "{}"));
}

}  // namespace
}  // namespace mastra::client
