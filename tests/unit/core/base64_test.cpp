#include "mastra/core/base64.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

namespace mastra {
namespace {

using namespace std::string_view_literals;

// The vectors of RFC 4648, section 10.
constexpr std::pair<std::string_view, std::string_view> vectors[] = {{"", ""},
                                                                     {"f", "Zg=="},
                                                                     {"fo", "Zm8="},
                                                                     {"foo", "Zm9v"},
                                                                     {"foob", "Zm9vYg=="},
                                                                     {"fooba", "Zm9vYmE="},
                                                                     {"foobar", "Zm9vYmFy"}};

TEST(base64, encodes_and_decodes_the_vectors_of_the_standard) {
    for (const auto& [bytes, text] : vectors) {
        EXPECT_EQ(base64_encode(bytes), text);
        EXPECT_EQ(base64_decode(text), bytes);
    }
}

TEST(base64, url_safe_form_has_its_own_alphabet_and_no_padding) {
    EXPECT_EQ(base64_encode("\xfb\xff\xfe"), "+//+");
    EXPECT_EQ(base64url_encode("\xfb\xff\xfe"), "-__-");
    EXPECT_EQ(base64url_encode("f"), "Zg");
    EXPECT_EQ(base64url_decode("Zg"), "f");
    EXPECT_EQ(base64url_decode("-__-"), "\xfb\xff\xfe");
}

TEST(base64, any_bytes_survive_both_forms) {
    std::mt19937 generator(1);
    for (std::size_t length = 0; length < 100; ++length) {
        std::string bytes(length, '\0');
        for (char& byte : bytes) {
            byte = static_cast<char>(generator());
        }
        EXPECT_EQ(base64_decode(base64_encode(bytes)), bytes);
        EXPECT_EQ(base64url_decode(base64url_encode(bytes)), bytes);
    }
}

TEST(base64, decode_refuses_what_encode_does_not_write) {
    for (const std::string_view text :
         {"Zg"sv, "Zg="sv, "Zg==="sv, "Z"sv, "Z==="sv, "===="sv, "Zm9v\n"sv, "Zm 9v"sv, "Zh=="sv, "Zm9="sv,
          "Zg==Zg=="sv, "-__-"sv, "Zm9\0"sv, "Z=9v"sv, "\xc3\xa9=="sv}) {
        EXPECT_EQ(base64_decode(text), std::nullopt) << text;
    }
    for (const std::string_view text : {"Zg=="sv, "Z"sv, "+//+"sv, "Zh"sv, "Zm9"sv, "Zm9v Zg"sv}) {
        EXPECT_EQ(base64url_decode(text), std::nullopt) << text;
    }
}

}  // namespace
}  // namespace mastra
