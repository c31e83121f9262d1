// The C++ side of the test servers against the servers themselves: other tests believe what it reports.
#include "support/test_proxy.hpp"

#include "support/loopback_http.hpp"
#include "support/test_endpoint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mastra::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

loopback_reply call(const std::string& endpoint, const std::string& operation, const std::string& body) {
    return exchange(endpoint,
                    {.headers = {{"content-type", "application/x-amz-json-1.0"},
                                 {"x-amz-target", "DynamoDB_20120810." + operation},
                                 {"authorization",
                                  "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, "
                                  "SignedHeaders=host, Signature=0"}},
                     .body = body});
}

constexpr auto get_of_absent_table = R"({"TableName":"no-such-table","Key":{"pk":{"S":"a"}}})";

TEST(test_endpoint, dynamodb_answers_there) {
    EXPECT_THAT(call(test_endpoint(), "ListTables", "{}").body, HasSubstr("TableNames"));
}

TEST(test_proxy, counts_requests_by_operation_and_errors_by_type) {
    test_proxy proxy;
    call(proxy.endpoint(), "ListTables", "{}");
    call(proxy.endpoint(), "GetItem", get_of_absent_table);
    call(proxy.endpoint(), "GetItem", get_of_absent_table);
    const auto seen = proxy.stats();
    EXPECT_EQ(seen.requests, 3U);
    EXPECT_THAT(seen.operations, ElementsAre(Pair("GetItem", 2), Pair("ListTables", 1)));
    EXPECT_THAT(seen.errors, ElementsAre(Pair("ResourceNotFoundException", 2)));
    EXPECT_GT(seen.bytes_sent, 0U);
    EXPECT_GT(seen.bytes_received, 0U);
}

TEST(test_proxy, makes_the_faults_of_the_plan_given_at_construction_or_later) {
    test_proxy proxy({.throttled = 1});
    EXPECT_EQ(call(proxy.endpoint(), "GetItem", get_of_absent_table).status, 400U);
    EXPECT_THAT(proxy.stats().faults, ElementsAre(Pair("throttled", 1)));
    proxy.set_plan({.lost_replies = 1});
    EXPECT_THROW(call(proxy.endpoint(), "GetItem", get_of_absent_table), std::exception);
    EXPECT_THAT(proxy.stats().faults, ElementsAre(Pair("lostReplies", 1), Pair("throttled", 1)));
}

TEST(test_proxy, counts_from_zero_after_a_reset) {
    test_proxy proxy;
    call(proxy.endpoint(), "ListTables", "{}");
    proxy.reset();
    EXPECT_EQ(proxy.stats().requests, 0U);
}

TEST(test_proxy, of_one_test_does_not_see_the_requests_of_another) {
    test_proxy one;
    test_proxy other;
    call(one.endpoint(), "ListTables", "{}");
    EXPECT_EQ(other.stats().requests, 0U);
}

}  // namespace
}  // namespace mastra::test
