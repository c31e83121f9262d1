// The text form of cursors: it comes back, and nothing else is taken.
#include "mastra/model/cursor.hpp"

#include "mastra/core/base64.hpp"
#include "mastra/core/sha256.hpp"

#include <gtest/gtest.h>

namespace mastra::model {
namespace {

cursor sample() {
    return {"0123456789abcdef", {{"pk", "$mastra#entity_thread#id_日本 \"x\""}, {"sk", std::string("\0\n", 2)}}};
}

bool is_refused(std::string_view text) {
    const auto parsed = cursor::parse(text);
    return parsed.has_error() && parsed.error().is(model_errc::invalid_cursor);
}

/// A text with a right checksum whatever it holds, as somebody who read the source could make it.
std::string forged(std::string bytes) {
    const auto digest = sha256(bytes);
    bytes.append(digest.begin(), digest.begin() + 8);
    return base64url_encode(bytes);
}
const std::string head = std::string(1, '\1') + "0123456789abcdef";

TEST(cursor, comes_back_from_its_text) {
    EXPECT_EQ(*cursor::parse(sample().to_text()), sample());
}

TEST(cursor, is_safe_in_a_url) {
    EXPECT_EQ(sample().to_text().find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
              std::string::npos);
}

TEST(cursor, of_version_1_keeps_its_form) {
    EXPECT_EQ(cursor({"0123456789abcdef", {{"pk", "a"}, {"sk", "b"}}}).to_text(),
              forged(head + R"({"pk":{"S":"a"},"sk":{"S":"b"}})"));
}

TEST(cursor, cut_anywhere_is_refused) {
    const std::string text = sample().to_text();
    for (std::size_t length = 0; length < text.size(); ++length) {
        EXPECT_TRUE(is_refused(text.substr(0, length))) << length;
    }
    EXPECT_TRUE(is_refused(text + "A"));
}

TEST(cursor, changed_anywhere_is_refused) {
    const std::string text = sample().to_text();
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string changed = text;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_TRUE(is_refused(changed)) << i;
    }
}

TEST(cursor, of_another_version_is_refused) {
    EXPECT_TRUE(is_refused(forged(std::string(1, '\2') + head.substr(1) + R"({"pk":{"S":"a"}})")));
}

TEST(cursor, with_anything_but_a_key_of_strings_is_refused) {
    EXPECT_FALSE(is_refused(forged(head + R"({"pk":{"S":"a"}})")));
    EXPECT_TRUE(is_refused(forged(head + R"({"pk":{"N":"1"}})")));
    EXPECT_TRUE(is_refused(forged(head + R"({"pk":{"S":"a"})")));
    EXPECT_TRUE(is_refused(forged(head + R"({"pk": {"S":"a"}})")));
    EXPECT_TRUE(is_refused(forged(head + R"({"pk":{"S":"\u0061"}})")));
    EXPECT_TRUE(is_refused(forged(head + R"({"sk":{"S":"a"},"pk":{"S":"b"}})")));
    EXPECT_TRUE(is_refused(forged(head)));
}

TEST(cursor, text_that_is_none_is_refused) {
    for (const char* text :
         {"", "x", "not a cursor", "====", "\xff\xfe", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}) {
        EXPECT_TRUE(is_refused(text)) << text;
    }
    EXPECT_TRUE(is_refused(std::string(100'000, 'A')));
}

}  // namespace
}  // namespace mastra::model
