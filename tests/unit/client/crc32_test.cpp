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

// The definition, a bit at a time.
std::uint32_t slowly(std::string_view bytes) {
    std::uint32_t value = 0xFFFFFFFFU;
    for (const char byte : bytes) {
        value ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) {
            value = (value >> 1) ^ ((value & 1) != 0 ? 0xEDB88320U : 0U);
        }
    }
    return ~value;
}

// Blocks of 8, 16 and 64 bytes are taken at once, each from a length of its own on.
TEST(crc32, is_right_for_every_length_and_alignment) {
    std::string text(700, '\0');
    std::uint32_t state = 1;
    for (char& byte : text) {
        state = state * 1664525 + 1013904223;
        byte = static_cast<char>(state >> 24);
    }
    for (std::size_t length = 0; length + 3 < text.size(); ++length) {
        const std::string_view part = std::string_view(text).substr(length % 3, length);
        ASSERT_EQ(crc32(part), slowly(part)) << length << " bytes";
    }
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
