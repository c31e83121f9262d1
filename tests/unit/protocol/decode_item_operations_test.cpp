#include "mastra/protocol/wire.hpp"

#include "request_of.hpp"

#include <gtest/gtest.h>

namespace mastra::protocol {
namespace {

const attribute_map key = {{"pk", "p"}};

TEST(decode, get_item_with_and_without_an_item) {
    const auto found = decode(get_item_request{},
                              R"({"Item":{"pk":{"S":"p"}},"ConsumedCapacity":{"TableName":"t","CapacityUnits":0.5}})");
    EXPECT_EQ(found->item, key);
    EXPECT_EQ(found->capacity->table_name, "t");
    EXPECT_EQ(found->capacity->capacity_units, 0.5);
    const auto absent = decode(get_item_request{}, "{}");
    EXPECT_EQ(absent->item, std::nullopt);
    EXPECT_FALSE(absent->capacity.has_value());
    EXPECT_EQ(decode(get_item_request{}, R"({"Item":{}})")->item, attribute_map{});
}

TEST(decode, members_that_are_unknown_or_null_are_ignored) {
    const auto reply =
        decode(get_item_request{}, R"({"New":{"a":[1,2.5,true]},"Item":{"pk":{"S":"p"}},"ConsumedCapacity":null})");
    EXPECT_EQ(reply->item, key);
    EXPECT_FALSE(reply->capacity.has_value());
}

TEST(decode, writes_with_and_without_attributes) {
    const std::string body = R"({"Attributes":{"pk":{"S":"p"}}})";
    EXPECT_EQ(decode(put_item_request{}, body)->attributes, key);
    EXPECT_EQ(decode(update_item_request{}, body)->attributes, key);
    EXPECT_EQ(decode(delete_item_request{}, body)->attributes, key);
    EXPECT_EQ(decode(put_item_request{}, "{}")->attributes, std::nullopt);
}

TEST(decode, capacity_of_table_and_indexes) {
    const auto reply = decode(put_item_request{},
                              R"({"ConsumedCapacity":{"TableName":"t","CapacityUnits":4,"Table":{"CapacityUnits":1},
        "GlobalSecondaryIndexes":{"gsi1":{"CapacityUnits":2.5}},"LocalSecondaryIndexes":{"lsi":{"CapacityUnits":0.5}}}})");
    EXPECT_EQ(reply->capacity->capacity_units, 4);
    EXPECT_EQ(reply->capacity->index_units, (std::map<std::string, double>{{"gsi1", 2.5}, {"lsi", 0.5}}));
}

TEST(decode, pages_of_query_and_scan) {
    const std::string body =
        R"({"Items":[{"pk":{"S":"p"}},{}],"Count":2,"ScannedCount":7,"LastEvaluatedKey":{"pk":{"S":"p"}},
                                 "ConsumedCapacity":{"TableName":"t","CapacityUnits":1}})";
    for (const auto& page : {decode(query_request{}, body), decode(scan_request{}, body)}) {
        EXPECT_EQ(page->items, (std::vector<attribute_map>{key, {}}));
        EXPECT_EQ(page->count, 2);
        EXPECT_EQ(page->scanned_count, 7);
        EXPECT_EQ(page->last_evaluated_key, key);
        EXPECT_EQ(page->capacity->capacity_units, 1);
    }
}

TEST(decode, a_page_that_only_counts_and_is_the_last) {
    const auto page = decode(query_request{}, R"({"Count":41,"ScannedCount":41})");
    EXPECT_TRUE(page->items.empty());
    EXPECT_EQ(page->count, 41);
    EXPECT_EQ(page->last_evaluated_key, std::nullopt);
}

TEST(decode, batch_get_item_with_leftovers) {
    const auto reply = decode(batch_get_item_request{}, R"({"Responses":{"a":[{"pk":{"S":"p"}}],"b":[]},
        "UnprocessedKeys":{"a":{"Keys":[{"pk":{"S":"p"}}],"ProjectionExpression":"#x","ExpressionAttributeNames":{"#x":"x"},"ConsistentRead":true}},
        "ConsumedCapacity":[{"TableName":"a","CapacityUnits":1},{"TableName":"b","CapacityUnits":2}]})");
    EXPECT_EQ(reply->responses.at("a"), std::vector<attribute_map>{key});
    EXPECT_TRUE(reply->responses.at("b").empty());
    const keys_and_attributes& left = reply->unprocessed_keys.at("a");
    EXPECT_EQ(left.keys, std::vector<attribute_map>{key});
    EXPECT_EQ(left.projection_expression, "#x");
    EXPECT_EQ(left.substitutions.names, (decltype(left.substitutions.names){{"#x", "x"}}));
    EXPECT_TRUE(left.consistent_read);
    EXPECT_EQ(reply->capacity.size(), 2U);
    EXPECT_TRUE(decode(batch_get_item_request{}, R"({"Responses":{},"UnprocessedKeys":{}})")->unprocessed_keys.empty());
}

TEST(decode, batch_write_item_with_leftovers) {
    const auto reply = decode(
        batch_write_item_request{},
        R"({"UnprocessedItems":{"a":[{"PutRequest":{"Item":{"pk":{"S":"p"}}}},{"DeleteRequest":{"Key":{"pk":{"S":"p"}}}}]}})");
    const auto& left = reply->unprocessed_items.at("a");
    ASSERT_EQ(left.size(), 2U);
    EXPECT_EQ(std::get<put_request>(left[0]).item, key);
    EXPECT_EQ(std::get<delete_request>(left[1]).key, key);
    EXPECT_TRUE(decode(batch_write_item_request{}, R"({"UnprocessedItems":{}})")->unprocessed_items.empty());
}

TEST(decode, transact_get_items_keeps_the_order_and_the_absent) {
    const auto request =
        request_of<transact_get_items_request>([&](auto& r) { r.gets = std::vector<transact_get>(3); });
    const auto reply = decode(request, R"({"Responses":[{},{"Item":{"pk":{"S":"p"}}},{}]})");
    EXPECT_EQ(reply->items, (std::vector<std::optional<attribute_map>>{std::nullopt, key, std::nullopt}));
}

TEST(decode, transact_get_items_of_another_length_is_malformed) {
    const auto request =
        request_of<transact_get_items_request>([&](auto& r) { r.gets = std::vector<transact_get>(3); });
    for (const char* body : {R"({"Responses":[{}]})", R"({"Responses":[{},{},{},{}]})", R"({})"}) {
        EXPECT_TRUE(decode(request, body).error().is(client_errc::malformed_reply)) << body;
    }
}

TEST(decode, transact_write_items) {
    EXPECT_TRUE(decode(transact_write_items_request{}, "{}")->capacity.empty());
    EXPECT_EQ(decode(transact_write_items_request{}, R"({"ConsumedCapacity":[{"TableName":"t","CapacityUnits":2}]})")
                  ->capacity.front()
                  .capacity_units,
              2);
}

struct malformed_case {
    const char* body;
    const char* problem;
};

TEST(decode, an_error_says_where_and_what_was_expected) {
    const malformed_case cases[] = {
        {"", "the body is not a JSON object"},
        {"[]", "the body is not a JSON object"},
        {"<html></html>", "the body is not a JSON object"},
        {R"({"Items":{}})", "Items > expected an array"},
        {R"({"Items":[1]})", "Items > expected an object"},
        {R"({"Items":[{"a":{"N":1}}]})", "Items > expected a number in a string"},
        {R"({"Count":"1"})", "Count > expected a whole number of 64 bits"},
        {R"({"Count":1.5})", "Count > expected a whole number of 64 bits"},
        {R"({"Count":9223372036854775808})", "Count > expected a whole number of 64 bits"},
        {R"({"LastEvaluatedKey":[]})", "LastEvaluatedKey > expected an object"},
        {R"({"ConsumedCapacity":{"CapacityUnits":"1"}})", "ConsumedCapacity > CapacityUnits > expected a number"},
        {R"({"ConsumedCapacity":{"GlobalSecondaryIndexes":[]}})",
         "ConsumedCapacity > GlobalSecondaryIndexes > expected an object"}};
    for (const auto& [body, problem] : cases) {
        const auto reply = decode(query_request{}, body);
        ASSERT_TRUE(reply.has_error()) << body;
        EXPECT_TRUE(reply.error().is(client_errc::malformed_reply)) << body;
        EXPECT_EQ(reply.error().specific(), problem) << body;
    }
}

TEST(decode, batches_with_members_of_the_wrong_type_are_malformed) {
    for (const char* body :
         {R"({"Responses":[]})", R"({"Responses":{"a":{}}})", R"({"Responses":{"a":[[]]}})",
          R"({"UnprocessedKeys":{"a":{}}})", R"({"UnprocessedKeys":{"a":{"Keys":{}}}})",
          R"({"UnprocessedKeys":{"a":{"Keys":[],"ConsistentRead":"yes"}}})", R"({"ConsumedCapacity":{}})"}) {
        EXPECT_TRUE(decode(batch_get_item_request{}, body).has_error()) << body;
    }
    for (const char* body : {R"({"UnprocessedItems":{"a":[{}]}})", R"({"UnprocessedItems":{"a":[{"PutRequest":{}}]}})",
                             R"({"UnprocessedItems":{"a":[{"DeleteRequest":{}}]}})",
                             R"({"UnprocessedItems":{"a":[{"PutRequest":{"Item":{}},"DeleteRequest":{"Key":{}}}]}})",
                             R"({"UnprocessedItems":{"a":1}})"}) {
        EXPECT_TRUE(decode(batch_write_item_request{}, body).has_error()) << body;
    }
}

// A nested reply must end in an error, not in a stack overflow.
TEST(decode, replies_nested_too_deeply_are_malformed) {
    const std::string deep = R"({"Items":)" + std::string(100'000, '[') + std::string(100'000, ']') + "}";
    EXPECT_TRUE(decode(query_request{}, deep).has_error());
    EXPECT_TRUE(decode(query_request{}, std::string(1'000'000, '{')).has_error());
}

}  // namespace
}  // namespace mastra::protocol
