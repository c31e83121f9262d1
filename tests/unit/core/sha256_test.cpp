#include "mastra/core/sha256.hpp"

#include "mastra/core/hex.hpp"

#include <gtest/gtest.h>

namespace mastra {
namespace {

// The examples of FIPS 180-4.
TEST(sha256, agrees_with_the_standards_examples) {
    EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(sha256, of_two_pieces_is_that_of_the_whole) {
    const std::string text(200, 'a');
    for (std::size_t first = 0; first <= text.size(); ++first) {
        EXPECT_EQ(sha256(text.substr(0, first), text.substr(first)), sha256(text)) << first;
    }
}

TEST(sha256, one_call_does_not_influence_the_next) {
    const sha256_digest first = sha256("abc");
    (void)sha256("something else");
    EXPECT_EQ(sha256("abc"), first);
    EXPECT_EQ(to_hex(first), sha256_hex("abc"));
}

}  // namespace
}  // namespace mastra
