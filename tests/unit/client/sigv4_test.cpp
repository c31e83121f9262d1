#include "client/sigv4.hpp"

#include "client/hmac_sha256.hpp"
#include "mastra/core/hex.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace mastra::client {
namespace {

using namespace std::chrono_literals;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

const timestamp suite_time = std::chrono::sys_days{2015y / 8 / 30} + 12h + 36min;

credentials suite_credentials(std::string token = {}) {
    return {"AKIDEXAMPLE", secret_string("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), secret_string(std::move(token)),
            std::nullopt, "test"};
}

/// One case of AWS's published Signature Version 4 test suite (region us-east-1, service "service", 2015-08-30
/// 12:36:00).
struct suite_case {
    std::string name;
    std::string method;
    std::string path;
    std::string query;
    std::vector<http_header> headers;
    std::string token;
    std::string body;
    std::string signed_names;
    std::string signature;
};

class sigv4_suite : public testing::TestWithParam<suite_case> {};

// The published vectors are the definition of the algorithm. Paths and queries stand as they travel, so those that the
// suite gives unencoded are encoded once here where the signer expects it (queries).
TEST_P(sigv4_suite, gives_the_published_signature) {
    const suite_case& vector = GetParam();
    const sigv4_signer signer("us-east-1", "service");
    const signature made =
        signer.sign({vector.method, "example.amazonaws.com", vector.path, vector.query, vector.headers, vector.body},
                    suite_credentials(vector.token), suite_time);
    EXPECT_EQ(made.amz_date, "20150830T123600Z");
    EXPECT_EQ(made.authorization,
              "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
              "SignedHeaders=" +
                  vector.signed_names + ", Signature=" + vector.signature);
}

constexpr const char* unreserved = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr const char* form = "application/x-www-form-urlencoded";
constexpr const char* body_hash = "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e";
constexpr const char* long_token =
    "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwth"
    "Ax7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAk"
    "iY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

const std::vector<suite_case> suite = {
    {"get_vanilla",
     "GET",
     "/",
     "",
     {},
     "",
     "",
     "host;x-amz-date",
     "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
    {"post_vanilla",
     "POST",
     "/",
     "",
     {},
     "",
     "",
     "host;x-amz-date",
     "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"},
    {"get_vanilla_empty_query_key",
     "GET",
     "/",
     "Param1=value1",
     {},
     "",
     "",
     "host;x-amz-date",
     "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb"},
    {"get_vanilla_query_order_key_case",
     "GET",
     "/",
     "Param2=value2&Param1=value1",
     {},
     "",
     "",
     "host;x-amz-date",
     "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"},
    {"get_vanilla_query_order_encoded",
     "GET",
     "/",
     "Param-3=Value3&Param=Value2&%E1%88%B4=Value1",
     {},
     "",
     "",
     "host;x-amz-date",
     "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac"},
    {"get_vanilla_query_unreserved",
     "GET",
     "/",
     std::string(unreserved) + "=" + unreserved,
     {},
     "",
     "",
     "host;x-amz-date",
     "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"},
    {"post_vanilla_query",
     "POST",
     "/",
     "Param1=value1",
     {},
     "",
     "",
     "host;x-amz-date",
     "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"},
    {"get_unreserved",
     "GET",
     std::string("/") + unreserved,
     "",
     {},
     "",
     "",
     "host;x-amz-date",
     "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"},
    {"get_space",
     "GET",
     "/example space/",
     "",
     {},
     "",
     "",
     "host;x-amz-date",
     "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"},
    {"get_utf8",
     "GET",
     "/\xE1\x88\xB4",
     "",
     {},
     "",
     "",
     "host;x-amz-date",
     "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"},
    {"get_header_key_duplicate",
     "GET",
     "/",
     "",
     {{"My-Header1", "value2"}, {"My-Header1", "value2"}, {"My-Header1", "value1"}},
     "",
     "",
     "host;my-header1;x-amz-date",
     "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"},
    {"get_header_value_order",
     "GET",
     "/",
     "",
     {{"My-Header1", "value4"}, {"My-Header1", "value1"}, {"My-Header1", "value3"}, {"My-Header1", "value2"}},
     "",
     "",
     "host;my-header1;x-amz-date",
     "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01"},
    {"get_header_value_trim",
     "GET",
     "/",
     "",
     {{"My-Header1", " value1"}, {"My-Header2", " \"a   b   c\""}},
     "",
     "",
     "host;my-header1;my-header2;x-amz-date",
     "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"},
    {"post_header_key_sort",
     "POST",
     "/",
     "",
     {{"My-Header1", "value1"}},
     "",
     "",
     "host;my-header1;x-amz-date",
     "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"},
    {"post_x_www_form_urlencoded",
     "POST",
     "/",
     "",
     {{"Content-Type", form}, {"Content-Length", "13"}, {"x-amz-content-sha256", body_hash}},
     "",
     "Param1=value1",
     "content-length;content-type;host;x-amz-content-sha256;x-amz-date",
     "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b"},
    {"post_x_www_form_urlencoded_parameters",
     "POST",
     "/",
     "",
     {{"Content-Type", std::string(form) + "; charset=utf-8"},
      {"Content-Length", "13"},
      {"x-amz-content-sha256", body_hash}},
     "",
     "Param1=value1",
     "content-length;content-type;host;x-amz-content-sha256;x-amz-date",
     "328d1b9eaadca9f5818ef05e8392801e091653bafec24fcab71e7344e7f51422"},
    {"get_vanilla_with_session_token",
     "GET",
     "/",
     "",
     {},
     "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267",
     "",
     "host;x-amz-date;x-amz-security-token",
     "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8"},
    {"post_sts_header_before",
     "POST",
     "/",
     "",
     {},
     long_token,
     "",
     "host;x-amz-date;x-amz-security-token",
     "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead"},
};
INSTANTIATE_TEST_SUITE_P(published, sigv4_suite, testing::ValuesIn(suite),
                         [](const auto& vector) { return vector.param.name; });

signature sign_dynamodb(const sigv4_signer& signer, const credentials& who, timestamp when) {
    const std::vector<http_header> headers = {{"Content-Type", "application/x-amz-json-1.0"},
                                              {"X-Amz-Target", "DynamoDB_20120810.GetItem"}};
    return signer.sign({"POST", "dynamodb.eu-west-1.amazonaws.com", "/", "", headers, "{}"}, who, when);
}

// The key is cached; a cache that outlives the secret would sign with the old one after a rotation.
TEST(sigv4_signer, signs_with_the_new_secret_after_a_rotation) {
    const sigv4_signer used("eu-west-1", "dynamodb");
    const sigv4_signer fresh("eu-west-1", "dynamodb");
    credentials rotated = suite_credentials();
    rotated.secret_access_key = secret_string("another-secret");
    const signature before = sign_dynamodb(used, suite_credentials(), suite_time);
    const signature after = sign_dynamodb(used, rotated, suite_time);
    EXPECT_NE(before.authorization, after.authorization);
    EXPECT_EQ(after.authorization, sign_dynamodb(fresh, rotated, suite_time).authorization);
    EXPECT_EQ(sign_dynamodb(used, suite_credentials(), suite_time).authorization, before.authorization);
}

// The key belongs to one day of UTC; the second after midnight needs another one.
TEST(sigv4_signer, derives_a_new_key_at_midnight) {
    const sigv4_signer used("eu-west-1", "dynamodb");
    const sigv4_signer fresh("eu-west-1", "dynamodb");
    const timestamp last_second = std::chrono::sys_days{2015y / 8 / 30} + 23h + 59min + 59s + 999ms;
    EXPECT_EQ(sign_dynamodb(used, suite_credentials(), last_second).amz_date, "20150830T235959Z");
    const signature next = sign_dynamodb(used, suite_credentials(), last_second + 1ms);
    EXPECT_EQ(next.amz_date, "20150831T000000Z");
    EXPECT_EQ(next.authorization, sign_dynamodb(fresh, suite_credentials(), last_second + 1ms).authorization);
}

TEST(sigv4_signer, treats_an_empty_path_as_the_root) {
    const sigv4_signer signer("us-east-1", "service");
    const auto at = [&](std::string_view path) {
        return signer.sign({"GET", "example.amazonaws.com", path, "", {}, ""}, suite_credentials(), suite_time);
    };
    EXPECT_EQ(at("").authorization, at("/").authorization);
}

TEST(add_signature_headers, adds_the_token_only_when_there_is_one) {
    http_request plain;
    add_signature_headers(plain, {"auth", "date"}, suite_credentials());
    ASSERT_EQ(plain.headers.size(), 2u);
    http_request temporary;
    add_signature_headers(temporary, {"auth", "date"}, suite_credentials("token"));
    ASSERT_EQ(temporary.headers.size(), 3u);
    EXPECT_EQ(temporary.headers[2].name, "X-Amz-Security-Token");
    EXPECT_EQ(temporary.headers[2].value, "token");
}

// RFC 4231, test cases 1, 2 and 6 (a key longer than a block is hashed first).
TEST(hmac_sha256, gives_the_values_of_rfc_4231) {
    EXPECT_EQ(to_hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")),
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    EXPECT_EQ(to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(to_hex(hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")),
              "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

}  // namespace
}  // namespace mastra::client
