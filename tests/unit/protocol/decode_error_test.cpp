#include "mastra/core/error_detail.hpp"
#include "mastra/protocol/wire.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace mastra::protocol {
namespace {

using namespace std::string_view_literals;

TEST(decode_error, type_prefixes_and_suffixes_are_cut) {
    for (const char* type : {"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException", "ResourceNotFoundException",
                             "com.amazon.coral.service#ResourceNotFoundException:http://internal.amazon.com/coral/"}) {
        const error e = decode_error(400, R"({"__type":")" + std::string(type) + R"(","message":"no table"})");
        EXPECT_TRUE(e.is(service_errc::resource_not_found)) << type;
        EXPECT_EQ(e.specific(), "no table");
        EXPECT_EQ(e.detail().http_status, 400);
    }
}

TEST(decode_error, the_message_is_found_in_either_spelling) {
    EXPECT_EQ(decode_error(400, R"({"__type":"a#ThrottlingException","Message":"slow"})").specific(), "slow");
    EXPECT_EQ(decode_error(400, R"({"__type":"a#ThrottlingException"})").specific(), "");
}

TEST(decode_error, every_wire_name_of_the_table_is_understood) {
    for (const error_table_row& row : error_table()) {
        if (!row.wire_name.empty()) {
            const error e = decode_error(400, R"({"__type":"x#)" + std::string(row.wire_name) + R"("})");
            EXPECT_EQ(e.code().value(), row.number) << row.wire_name;
        }
    }
}

TEST(decode_error, a_failed_condition_carries_the_item_that_was_found) {
    const error e = decode_error(400, R"({"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
        "Item":{"id":{"S":"x"}},"message":"The conditional request failed"})");
    EXPECT_TRUE(e.is(error_kind::condition_failed));
    EXPECT_EQ(e.detail().rejected_item, (attribute_map{{"id", "x"}}));
    EXPECT_EQ(e.message(), "the condition of the write was not met: The conditional request failed");
}

TEST(decode_error, a_cancelled_transaction_carries_the_reason_of_each_action) {
    const error e = decode_error(400, R"({"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "CancellationReasons":[{"Code":"None"},{"Code":"ConditionalCheckFailed","Item":{"id":{"S":"x"}},"Message":"The conditional request failed"}],
        "Message":"Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]"})");
    EXPECT_TRUE(e.is(service_errc::transaction_canceled));
    ASSERT_EQ(e.detail().cancellation_reasons.size(), 2U);
    EXPECT_EQ(e.detail().cancellation_reasons[0].code, "None");
    EXPECT_EQ(e.detail().cancellation_reasons[0].rejected_item, std::nullopt);
    EXPECT_EQ(e.detail().cancellation_reasons[1].code, "ConditionalCheckFailed");
    EXPECT_EQ(e.detail().cancellation_reasons[1].message, "The conditional request failed");
    EXPECT_EQ(e.detail().cancellation_reasons[1].rejected_item, (attribute_map{{"id", "x"}}));
}

// What DynamoDB sends where it might send an IndexNotFoundException.
TEST(decode_error, a_missing_index_is_told_from_other_invalid_requests) {
    const error missing = decode_error(400, R"({"__type":"com.amazon.coral.validate#ValidationException",)"
                                            R"("message":"The table does not have the specified index: gsi1"})");
    EXPECT_TRUE(missing.is(service_errc::index_not_found));
    EXPECT_EQ(missing.specific(), "The table does not have the specified index: gsi1");
    EXPECT_TRUE(decode_error(400, R"({"__type":"x#ValidationException","message":"no"})").is(service_errc::validation));
}

TEST(decode_error, an_unknown_type_is_named) {
    const error e = decode_error(400, R"({"__type":"x#BrandNewException","message":"hello"})");
    EXPECT_TRUE(e.is(service_errc::unknown_service_error));
    EXPECT_EQ(e.specific(), "BrandNewException: hello");
    EXPECT_TRUE(decode_error(500, R"({"__type":"x#BrandNewException"})").is(service_errc::service_unavailable));
}

TEST(decode_error, a_body_that_is_no_error_document_is_never_quoted) {
    for (const std::string_view body :
         {""sv, "<html>secret</html>"sv, "[]"sv, "{}"sv, R"({"message":"secret"})"sv, R"({"__type":1})"sv,
          R"({"__type":"x#A","message":["secret"]})"sv, R"({"__type":"x#A","CancellationReasons":[1]})"sv,
          R"({"__type":"x#A","Item":{"secret":1}})"sv, "\xff\xfe"sv}) {
        const error client_side = decode_error(403, body);
        EXPECT_TRUE(client_side.is(client_errc::malformed_reply)) << body;
        EXPECT_EQ(client_side.specific(), "HTTP status 403 without a DynamoDB error document");
        EXPECT_EQ(client_side.detail().http_status, 403);
        EXPECT_TRUE(decode_error(503, body).is(service_errc::service_unavailable)) << body;
    }
}

}  // namespace
}  // namespace mastra::protocol
