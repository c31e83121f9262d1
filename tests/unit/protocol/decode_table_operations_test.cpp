#include "mastra/protocol/wire.hpp"

#include <gtest/gtest.h>

namespace mastra::protocol {
namespace {

constexpr const char* description =
    R"({"TableName":"t","TableStatus":"ACTIVE","TableArn":"arn:aws:dynamodb:eu-west-1:1:table/t","TableId":"x",
    "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"n","AttributeType":"N"},{"AttributeName":"b","AttributeType":"B"}],
    "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"n","KeyType":"RANGE"}],
    "GlobalSecondaryIndexes":[{"IndexName":"g","KeySchema":[{"AttributeName":"b","KeyType":"HASH"}],
        "Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["x"]},"IndexStatus":"CREATING","ItemCount":5,"IndexSizeBytes":6,
        "ProvisionedThroughput":{"ReadCapacityUnits":0,"WriteCapacityUnits":0}}],
    "LocalSecondaryIndexes":[{"IndexName":"l","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"b","KeyType":"RANGE"}],
        "Projection":{"ProjectionType":"KEYS_ONLY"},"ItemCount":7,"IndexSizeBytes":8}],
    "BillingModeSummary":{"BillingMode":"PAY_PER_REQUEST","LastUpdateToPayPerRequestDateTime":1.7E9},
    "ProvisionedThroughput":{"NumberOfDecreasesToday":0,"ReadCapacityUnits":9,"WriteCapacityUnits":10},
    "DeletionProtectionEnabled":true,"ItemCount":11,"TableSizeBytes":12,"CreationDateTime":1.700000000123E9})";

void expect_described(const result<table_response>& reply) {
    ASSERT_TRUE(reply.has_value());
    const table_description& table = reply->table;
    EXPECT_EQ(table.table_name, "t");
    EXPECT_EQ(table.status, "ACTIVE");
    EXPECT_EQ(table.arn, "arn:aws:dynamodb:eu-west-1:1:table/t");
    EXPECT_EQ(table.attributes,
              (std::vector<attribute_definition>{
                  {"pk", scalar_type::string}, {"n", scalar_type::number}, {"b", scalar_type::binary}}));
    EXPECT_EQ(table.keys, (key_schema{"pk", "n"}));
    EXPECT_EQ(table.billing_mode, billing_mode::pay_per_request);
    EXPECT_EQ(table.throughput.read_capacity_units, 9);
    EXPECT_EQ(table.throughput.write_capacity_units, 10);
    EXPECT_TRUE(table.deletion_protection);
    EXPECT_EQ(table.item_count, 11);
    EXPECT_EQ(table.size_bytes, 12);
    EXPECT_EQ(table.created_epoch_seconds, 1700000000.123);
}

TEST(decode, all_operations_that_describe_a_table) {
    const std::string changed = R"({"TableDescription":)" + std::string(description) + "}";
    expect_described(decode(describe_table_request{}, R"({"Table":)" + std::string(description) + "}"));
    expect_described(decode(create_table_request{}, changed));
    expect_described(decode(update_table_request{}, changed));
    expect_described(decode(delete_table_request{}, changed));
}

TEST(decode, indexes_of_a_table) {
    const auto reply = decode(describe_table_request{}, R"({"Table":)" + std::string(description) + "}");
    ASSERT_EQ(reply->table.global_secondary_indexes.size(), 1U);
    const index_description& global = reply->table.global_secondary_indexes.front();
    EXPECT_EQ(global.index_name, "g");
    EXPECT_EQ(global.keys, (key_schema{"b", std::nullopt}));
    EXPECT_EQ(global.projection, (projection{projection_type::include, {"x"}}));
    EXPECT_EQ(global.status, "CREATING");
    EXPECT_EQ(global.item_count, 5);
    EXPECT_EQ(global.size_bytes, 6);
    ASSERT_EQ(reply->table.local_secondary_indexes.size(), 1U);
    EXPECT_EQ(reply->table.local_secondary_indexes.front().keys, (key_schema{"pk", "b"}));
    EXPECT_EQ(reply->table.local_secondary_indexes.front().projection.type, projection_type::keys_only);
}

TEST(decode, a_table_without_billing_summary_is_provisioned) {
    const auto reply = decode(describe_table_request{}, R"({"Table":{"TableName":"t","TableStatus":"CREATING"}})");
    EXPECT_EQ(reply->table.billing_mode, billing_mode::provisioned);
    EXPECT_TRUE(reply->table.global_secondary_indexes.empty());
}

TEST(decode, a_reply_without_its_description_is_malformed) {
    for (const char* body :
         {"{}", R"({"Table":null})", R"({"Table":{}})", R"({"Table":[]})", R"({"Table":{"TableName":1}})",
          R"({"Table":{"TableName":"t","KeySchema":[{}]}})", R"({"Table":{"TableName":"t","ItemCount":"1"}})",
          R"({"Table":{"TableName":"t","AttributeDefinitions":[{"AttributeName":"a","AttributeType":"BOOL"}]}})",
          R"({"Table":{"TableName":"t","BillingModeSummary":{"BillingMode":"FREE"}}})"}) {
        EXPECT_TRUE(decode(describe_table_request{}, body).error().is(client_errc::malformed_reply)) << body;
    }
    EXPECT_EQ(decode(create_table_request{}, "{}").error().specific(), "TableDescription is missing");
}

TEST(decode, list_tables) {
    const auto reply = decode(list_tables_request{}, R"({"TableNames":["a","b"],"LastEvaluatedTableName":"b"})");
    EXPECT_EQ(reply->table_names, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(reply->last_evaluated_table_name, "b");
    EXPECT_EQ(decode(list_tables_request{}, R"({"TableNames":[]})")->last_evaluated_table_name, std::nullopt);
    EXPECT_TRUE(decode(list_tables_request{}, "{}").has_error());
    EXPECT_TRUE(decode(list_tables_request{}, R"({"TableNames":[1]})").has_error());
}

TEST(decode, time_to_live) {
    const auto updated =
        decode(update_time_to_live_request{}, R"({"TimeToLiveSpecification":{"AttributeName":"ttl","Enabled":true}})");
    EXPECT_EQ(updated->attribute_name, "ttl");
    EXPECT_TRUE(updated->enabled);
    const auto enabled = decode(describe_time_to_live_request{},
                                R"({"TimeToLiveDescription":{"AttributeName":"ttl","TimeToLiveStatus":"ENABLED"}})");
    EXPECT_EQ(enabled->status, "ENABLED");
    EXPECT_EQ(enabled->attribute_name, "ttl");
    const auto disabled =
        decode(describe_time_to_live_request{}, R"({"TimeToLiveDescription":{"TimeToLiveStatus":"DISABLED"}})");
    EXPECT_EQ(disabled->attribute_name, std::nullopt);
    EXPECT_TRUE(decode(describe_time_to_live_request{}, "{}").has_error());
}

TEST(decode, continuous_backups) {
    const auto reply = decode(describe_continuous_backups_request{},
                              R"({"ContinuousBackupsDescription":{"ContinuousBackupsStatus":"ENABLED",)"
                              R"("PointInTimeRecoveryDescription":{"PointInTimeRecoveryStatus":"DISABLED"}}})");
    EXPECT_EQ(reply->point_in_time_recovery_status, "DISABLED");
    EXPECT_TRUE(decode(update_continuous_backups_request{}, R"({"ContinuousBackupsDescription":{}})").has_error());
}

TEST(decode, the_key_that_encrypts_a_table) {
    const auto reply = decode(describe_table_request{},
                              R"({"Table":{"TableName":"t","SSEDescription":{"Status":"ENABLED","SSEType":"KMS",)"
                              R"("KMSMasterKeyArn":"arn:key"}}})");
    ASSERT_TRUE(reply->table.sse.has_value());
    EXPECT_EQ(reply->table.sse->status, "ENABLED");
    EXPECT_EQ(reply->table.sse->kms_master_key_arn, "arn:key");
    EXPECT_FALSE(decode(describe_table_request{}, R"({"Table":{"TableName":"t"}})")->table.sse.has_value());
}

}  // namespace
}  // namespace mastra::protocol
