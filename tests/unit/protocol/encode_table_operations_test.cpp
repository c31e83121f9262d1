#include "mastra/protocol/wire.hpp"

#include "request_of.hpp"

#include <gtest/gtest.h>

namespace mastra::protocol {
namespace {

TEST(encode, create_table_with_the_least) {
    EXPECT_EQ(encode(request_of<create_table_request>([](auto& r) {
                  r.table_name = "t";
                  r.attributes = {{"pk"}};
                  r.keys = {.partition_key = "pk"};
              })),
              R"({"TableName":"t","AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],)"
              R"("KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"})");
}

TEST(encode, create_table_with_everything) {
    create_table_request request;
    request.table_name = "t";
    request.attributes = {{"pk", scalar_type::string}, {"sk", scalar_type::number}, {"b", scalar_type::binary}};
    request.keys = {.partition_key = "pk", .sort_key = "sk"};
    request.global_secondary_indexes = {{.index_name = "g",
                                         .keys = {"b", std::nullopt},
                                         .projection = {projection_type::include, {"x", "y"}},
                                         .throughput = provisioned_throughput{1, 2}}};
    request.local_secondary_indexes = {
        {.index_name = "l", .keys = {"pk", "b"}, .projection = {projection_type::keys_only, {}}}};
    request.billing_mode = billing_mode::provisioned;
    request.throughput = provisioned_throughput{3, 4};
    request.sse = sse_specification{.enabled = true, .kms_master_key_id = "key"};
    request.tags = {{"team", "agents"}};
    request.deletion_protection = true;
    EXPECT_EQ(
        encode(request),
        R"({"TableName":"t","AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"N"},)"
        R"({"AttributeName":"b","AttributeType":"B"}],)"
        R"("KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],)"
        R"("GlobalSecondaryIndexes":[{"IndexName":"g","KeySchema":[{"AttributeName":"b","KeyType":"HASH"}],)"
        R"("Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["x","y"]},)"
        R"("ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":2}}],)"
        R"("LocalSecondaryIndexes":[{"IndexName":"l","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},)"
        R"({"AttributeName":"b","KeyType":"RANGE"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}],)"
        R"("BillingMode":"PROVISIONED","ProvisionedThroughput":{"ReadCapacityUnits":3,"WriteCapacityUnits":4},)"
        R"("SSESpecification":{"Enabled":true,"SSEType":"KMS","KMSMasterKeyId":"key"},)"
        R"("Tags":[{"Key":"team","Value":"agents"}],"DeletionProtectionEnabled":true})");
}

TEST(encode, requests_that_are_only_a_table_name) {
    EXPECT_EQ(encode(request_of<describe_table_request>([](auto& r) { r.table_name = "t"; })), R"({"TableName":"t"})");
    EXPECT_EQ(encode(request_of<delete_table_request>([](auto& r) { r.table_name = "t"; })), R"({"TableName":"t"})");
    EXPECT_EQ(encode(request_of<describe_time_to_live_request>([](auto& r) { r.table_name = "t"; })),
              R"({"TableName":"t"})");
}

TEST(encode, update_table_of_settings) {
    EXPECT_EQ(
        encode(request_of<update_table_request>([](auto& r) {
            r.table_name = "t";
            r.billing_mode = billing_mode::provisioned;
            r.throughput = provisioned_throughput{5, 6};
            r.deletion_protection = false;
        })),
        R"({"TableName":"t","BillingMode":"PROVISIONED",)"
        R"("ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":6},"DeletionProtectionEnabled":false})");
}

TEST(encode, update_table_of_indexes) {
    EXPECT_EQ(
        encode(request_of<update_table_request>([](auto& r) {
            r.table_name = "t";
            r.attributes = {{"a"}};
            r.create_index = global_secondary_index{.index_name = "g", .keys = {"a", std::nullopt}};
        })),
        R"({"TableName":"t","AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"}],)"
        R"("GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"g","KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],)"
        R"("Projection":{"ProjectionType":"ALL"}}}]})");
    EXPECT_EQ(encode(request_of<update_table_request>([](auto& r) {
                  r.table_name = "t";
                  r.delete_index = "g";
              })),
              R"({"TableName":"t","GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"g"}}]})");
    EXPECT_EQ(encode(request_of<update_table_request>([](auto& r) {
                  r.table_name = "t";
                  r.update_index = update_global_secondary_index{"g", {7, 8}};
              })),
              R"({"TableName":"t","GlobalSecondaryIndexUpdates":[{"Update":{"IndexName":"g",)"
              R"("ProvisionedThroughput":{"ReadCapacityUnits":7,"WriteCapacityUnits":8}}}]})");
}

TEST(encode, list_tables) {
    EXPECT_EQ(encode(list_tables_request{}), "{}");
    EXPECT_EQ(encode(request_of<list_tables_request>([](auto& r) {
                  r.exclusive_start_table_name = "t";
                  r.limit = 5;
              })),
              R"({"ExclusiveStartTableName":"t","Limit":5})");
}

TEST(encode, update_time_to_live) {
    EXPECT_EQ(encode(request_of<update_time_to_live_request>([](auto& r) {
                  r.table_name = "t";
                  r.attribute_name = "ttl";
              })),
              R"({"TableName":"t","TimeToLiveSpecification":{"AttributeName":"ttl","Enabled":true}})");
    EXPECT_EQ(encode(request_of<update_time_to_live_request>([](auto& r) {
                  r.table_name = "t";
                  r.attribute_name = "ttl";
                  r.enabled = false;
              })),
              R"({"TableName":"t","TimeToLiveSpecification":{"AttributeName":"ttl","Enabled":false}})");
}

TEST(encode, update_continuous_backups) {
    EXPECT_EQ(encode(request_of<update_continuous_backups_request>([](auto& r) { r.table_name = "t"; })),
              R"({"TableName":"t","PointInTimeRecoverySpecification":{"PointInTimeRecoveryEnabled":true}})");
}

TEST(encode, update_table_of_encryption) {
    EXPECT_EQ(encode(request_of<update_table_request>([](auto& r) {
                  r.table_name = "t";
                  r.sse = sse_specification{.enabled = true, .kms_master_key_id = "key"};
              })),
              R"({"TableName":"t","SSESpecification":{"Enabled":true,"SSEType":"KMS","KMSMasterKeyId":"key"}})");
}

}  // namespace
}  // namespace mastra::protocol
