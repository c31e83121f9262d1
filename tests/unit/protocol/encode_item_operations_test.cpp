#include "mastra/protocol/wire.hpp"

#include "request_of.hpp"

#include <gtest/gtest.h>

namespace mastra::protocol {
namespace {

const attribute_map pk_and_sk = {{"pk", "p"}, {"sk", "s"}};
const expression_attributes names_only = {.names = {{"#b", "two"}, {"#a", "one"}}, .values = {}};
const expression_attributes names_and_values = {.names = {{"#a", "one"}}, .values = {{":v", 1}}};

TEST(encode, get_item_sends_only_what_is_set) {
    EXPECT_EQ(encode(request_of<get_item_request>([&](auto& r) {
                  r.table_name = "t";
                  r.key = pk_and_sk;
              })),
              R"({"TableName":"t","Key":{"pk":{"S":"p"},"sk":{"S":"s"}}})");
}

TEST(encode, get_item_with_everything) {
    EXPECT_EQ(
        encode(request_of<get_item_request>([&](auto& r) {
            r.table_name = "t";
            r.key = pk_and_sk;
            r.projection_expression = "#a, #b";
            r.substitutions = names_only;
            r.consistent_read = true;
            r.return_capacity = capacity_detail::total;
        })),
        R"({"TableName":"t","Key":{"pk":{"S":"p"},"sk":{"S":"s"}},"ProjectionExpression":"#a, #b",)"
        R"("ExpressionAttributeNames":{"#b":"two","#a":"one"},"ConsistentRead":true,"ReturnConsumedCapacity":"TOTAL"})");
}

TEST(encode, put_item) {
    EXPECT_EQ(encode(request_of<put_item_request>([&](auto& r) {
                  r.table_name = "t\"";
                  r.item = pk_and_sk;
              })),
              R"({"TableName":"t\"","Item":{"pk":{"S":"p"},"sk":{"S":"s"}}})");
    EXPECT_EQ(
        encode(request_of<put_item_request>([&](auto& r) {
            r.table_name = "t";
            r.item = {};
            r.condition_expression = "attribute_not_exists(pk)";
            r.substitutions = names_and_values;
            r.returned = return_values::all_old;
            r.returned_on_failure = on_condition_failure::all_old;
            r.return_capacity = capacity_detail::indexes;
        })),
        R"x({"TableName":"t","Item":{},"ConditionExpression":"attribute_not_exists(pk)",)x"
        R"("ExpressionAttributeNames":{"#a":"one"},"ExpressionAttributeValues":{":v":{"N":"1"}},)"
        R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD","ReturnValues":"ALL_OLD","ReturnConsumedCapacity":"INDEXES"})");
}

TEST(encode, update_item) {
    EXPECT_EQ(encode(request_of<update_item_request>([&](auto& r) {
                  r.table_name = "t";
                  r.key = pk_and_sk;
              })),
              R"({"TableName":"t","Key":{"pk":{"S":"p"},"sk":{"S":"s"}}})");
    EXPECT_EQ(encode(request_of<update_item_request>([&](auto& r) {
                  r.table_name = "t";
                  r.key = pk_and_sk;
                  r.update_expression = "SET #a = :v";
                  r.condition_expression = "attribute_exists(pk)";
                  r.substitutions = names_and_values;
                  r.returned = return_values::updated_new;
              })),
              R"({"TableName":"t","Key":{"pk":{"S":"p"},"sk":{"S":"s"}},"UpdateExpression":"SET #a = :v",)"
              R"x("ConditionExpression":"attribute_exists(pk)","ExpressionAttributeNames":{"#a":"one"},)x"
              R"("ExpressionAttributeValues":{":v":{"N":"1"}},"ReturnValues":"UPDATED_NEW"})");
}

TEST(encode, every_choice_of_return_values) {
    const auto encoded = [](return_values returned) {
        return encode(request_of<update_item_request>([&](auto& r) {
            r.table_name = "t";
            r.key = {};
            r.returned = returned;
        }));
    };
    EXPECT_EQ(encoded(return_values::none).find("ReturnValues"), std::string::npos);
    EXPECT_NE(encoded(return_values::all_old).find(R"("ReturnValues":"ALL_OLD")"), std::string::npos);
    EXPECT_NE(encoded(return_values::updated_old).find(R"("ReturnValues":"UPDATED_OLD")"), std::string::npos);
    EXPECT_NE(encoded(return_values::all_new).find(R"("ReturnValues":"ALL_NEW")"), std::string::npos);
}

TEST(encode, delete_item) {
    EXPECT_EQ(
        encode(request_of<delete_item_request>([&](auto& r) {
            r.table_name = "t";
            r.key = pk_and_sk;
            r.condition_expression = "c";
            r.returned = return_values::all_old;
        })),
        R"({"TableName":"t","Key":{"pk":{"S":"p"},"sk":{"S":"s"}},"ConditionExpression":"c","ReturnValues":"ALL_OLD"})");
}

TEST(encode, query) {
    EXPECT_EQ(encode(request_of<query_request>([&](auto& r) {
                  r.table_name = "t";
                  r.key_condition_expression = "#a = :v";
                  r.substitutions = names_and_values;
              })),
              R"({"KeyConditionExpression":"#a = :v","TableName":"t","ExpressionAttributeNames":{"#a":"one"},)"
              R"("ExpressionAttributeValues":{":v":{"N":"1"}}})");
    EXPECT_EQ(
        encode(request_of<query_request>([&](auto& r) {
            r.table_name = "t";
            r.index_name = "gsi1";
            r.key_condition_expression = "k";
            r.filter_expression = "f";
            r.projection_expression = "p";
            r.selected = select::count;
            r.scan_index_forward = false;
            r.consistent_read = true;
            r.limit = 10;
            r.exclusive_start_key = pk_and_sk;
            r.return_capacity = capacity_detail::total;
        })),
        R"({"KeyConditionExpression":"k","ScanIndexForward":false,"TableName":"t","IndexName":"gsi1","FilterExpression":"f",)"
        R"("ProjectionExpression":"p","Select":"COUNT","ConsistentRead":true,"Limit":10,)"
        R"("ExclusiveStartKey":{"pk":{"S":"p"},"sk":{"S":"s"}},"ReturnConsumedCapacity":"TOTAL"})");
}

TEST(encode, scan) {
    EXPECT_EQ(encode(request_of<scan_request>([&](auto& r) { r.table_name = "t"; })), R"({"TableName":"t"})");
    EXPECT_EQ(
        encode(request_of<scan_request>([&](auto& r) {
            r.table_name = "t";
            r.selected = select::specific_attributes;
            r.limit = 1;
            r.segment = 0;
            r.total_segments = 4;
            r.exclusive_start_key = attribute_map{};
        })),
        R"({"Segment":0,"TotalSegments":4,"TableName":"t","Select":"SPECIFIC_ATTRIBUTES","Limit":1,"ExclusiveStartKey":{}})");
}

TEST(encode, batch_get_item) {
    EXPECT_EQ(
        encode(request_of<batch_get_item_request>([&](auto& r) {
            r.request_items = {{"a",
                                {.keys = {pk_and_sk, {{"pk", "q"}}},
                                 .projection_expression = "#a",
                                 .substitutions = names_only,
                                 .consistent_read = true}},
                               {"b", {.keys = {pk_and_sk}}}};
            r.return_capacity = capacity_detail::total;
        })),
        R"({"RequestItems":{"a":{"Keys":[{"pk":{"S":"p"},"sk":{"S":"s"}},{"pk":{"S":"q"}}],"ProjectionExpression":"#a",)"
        R"("ExpressionAttributeNames":{"#b":"two","#a":"one"},"ConsistentRead":true},)"
        R"("b":{"Keys":[{"pk":{"S":"p"},"sk":{"S":"s"}}]}},"ReturnConsumedCapacity":"TOTAL"})");
}

TEST(encode, batch_write_item) {
    EXPECT_EQ(
        encode(request_of<batch_write_item_request>([&](auto& r) {
            r.request_items = {{"a", {put_request{{{"pk", "p"}}}, delete_request{{{"pk", "q"}}}}},
                               {"b", {delete_request{}}}};
        })),
        R"({"RequestItems":{"a":[{"PutRequest":{"Item":{"pk":{"S":"p"}}}},{"DeleteRequest":{"Key":{"pk":{"S":"q"}}}}],)"
        R"("b":[{"DeleteRequest":{"Key":{}}}]}})");
}

TEST(encode, transact_get_items) {
    EXPECT_EQ(
        encode(request_of<transact_get_items_request>([&](auto& r) {
            r.gets = {
                {.table_name = "t", .key = {{"pk", "p"}}, .projection_expression = "#a", .substitutions = names_only},
                {.table_name = "u", .key = {}}};
            r.return_capacity = capacity_detail::total;
        })),
        R"({"TransactItems":[{"Get":{"TableName":"t","Key":{"pk":{"S":"p"}},"ProjectionExpression":"#a",)"
        R"("ExpressionAttributeNames":{"#b":"two","#a":"one"}}},{"Get":{"TableName":"u","Key":{}}}],"ReturnConsumedCapacity":"TOTAL"})");
}

// The parts are ordinary requests, but a transaction knows neither ReturnValues nor a capacity of its parts.
TEST(encode, transact_write_items) {
    transact_write_items_request request;
    request.writes = {
        request_of<put_item_request>([&](auto& r) {
            r.table_name = "t";
            r.item = {};
            r.returned = return_values::all_old;
            r.return_capacity = capacity_detail::total;
        }),
        request_of<update_item_request>([&](auto& r) {
            r.table_name = "t";
            r.key = {};
            r.update_expression = "SET a = b";
        }),
        request_of<delete_item_request>([&](auto& r) {
            r.table_name = "t";
            r.key = {};
            r.returned_on_failure = on_condition_failure::all_old;
        }),
        transact_condition_check{
            .table_name = "t", .key = {}, .condition_expression = "c", .substitutions = names_and_values}};
    request.client_request_token = "token";
    request.return_capacity = capacity_detail::indexes;
    EXPECT_EQ(
        encode(request),
        R"({"TransactItems":[{"Put":{"TableName":"t","Item":{}}},{"Update":{"TableName":"t","Key":{},"UpdateExpression":"SET a = b"}},)"
        R"({"Delete":{"TableName":"t","Key":{},"ReturnValuesOnConditionCheckFailure":"ALL_OLD"}},)"
        R"({"ConditionCheck":{"TableName":"t","Key":{},"ConditionExpression":"c","ExpressionAttributeNames":{"#a":"one"},)"
        R"("ExpressionAttributeValues":{":v":{"N":"1"}}}}],"ClientRequestToken":"token","ReturnConsumedCapacity":"INDEXES"})");
}

// Replacing bytes would change data without a word; DynamoDB refuses them with an error that names the cause.
TEST(encode, bytes_that_are_no_utf8_are_sent_as_they_are) {
    EXPECT_EQ(encode_item({{"a", std::string("\xff")}}), "{\"a\":{\"S\":\"\xff\"}}");
}

}  // namespace
}  // namespace mastra::protocol
