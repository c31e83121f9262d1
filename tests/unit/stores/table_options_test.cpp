#include "mastra/stores/table.hpp"
#include "mastra/stores/table_templates.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mastra::stores {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

table_options provisioned() {
    table_options options;
    options.billing = protocol::billing_mode::provisioned;
    options.table_throughput = {7, 8};
    options.index_throughput = {1, 2};
    return options;
}

table_options with_key(std::string key) {
    table_options options;
    options.encryption = table_encryption::customer_key;
    options.kms_key = std::move(key);
    return options;
}

TEST(table_options, are_refused_where_they_contradict_each_other) {
    EXPECT_TRUE(check({}).has_value());
    EXPECT_TRUE(check(provisioned()).has_value());
    table_options none = provisioned();
    none.index_throughput.write_capacity_units = 0;
    EXPECT_THAT(check(none).error().message(), HasSubstr("the indexes' write capacity units are 0"));
    EXPECT_TRUE(check(with_key("")).has_error());
    table_options stray;
    stray.kms_key = "key";
    EXPECT_TRUE(check(stray).has_error());
}

TEST(table_definition, has_the_chosen_units_encryption_and_protection) {
    table_options options = provisioned();
    options.deletion_protection = true;
    options.encryption = table_encryption::customer_key;
    options.kms_key = "key";
    const auto request = table_definition("memory", options);
    EXPECT_EQ(request.throughput->read_capacity_units, 7);
    for (const auto& index : request.global_secondary_indexes) {
        EXPECT_EQ(index.throughput->write_capacity_units, 2);
    }
    EXPECT_EQ(request.sse->kms_master_key_id, "key");
    EXPECT_TRUE(request.deletion_protection);
    EXPECT_FALSE(table_definition("memory", {}).sse.has_value());
}

TEST(verify_ttl, names_an_expiry_that_is_off_or_goes_by_another_attribute) {
    protocol::describe_time_to_live_response ttl;
    ttl.status = "DISABLED";
    EXPECT_THAT(verify_ttl(ttl, ""), IsEmpty());
    ASSERT_THAT(verify_ttl(ttl, "ttl"), SizeIs(1));
    EXPECT_THAT(verify_ttl(ttl, "ttl").front().what, HasSubstr("time to live is off"));
    EXPECT_THAT(verify_ttl(ttl, "ttl").front().fix, HasSubstr("--ttl-attribute ttl"));
    EXPECT_FALSE(verify_ttl(ttl, "ttl").front().fatal);
    ttl.status = "ENABLED";
    ttl.attribute_name = "expiresAt";
    EXPECT_THAT(verify_ttl(ttl, "expiresAt"), IsEmpty());
    EXPECT_THAT(verify_ttl(ttl, "ttl").front().what, HasSubstr("by the attribute expiresAt; the stores write ttl"));
    ttl.status = "ENABLING";
    EXPECT_THAT(verify_ttl(ttl, "expiresAt"), IsEmpty());
}

TEST(templates, refuse_names_and_keys_that_cannot_stand_in_them) {
    for (const char* name : {"", "ab", "a'b'c", "${x}.."}) {
        EXPECT_TRUE(cloudformation_template(name, {}).has_error()) << name;
        EXPECT_TRUE(iam_policy(name, {}).has_error()) << name;
    }
    EXPECT_TRUE(cloudformation_template("memory", with_key("alias/k")).has_value());
    EXPECT_TRUE(cdk_stack("memory", with_key("alias/k")).has_error());
    EXPECT_TRUE(terraform_configuration("memory", with_key("alias/k")).has_error());
    table_options odd;
    odd.ttl_attribute = "a'b";
    EXPECT_TRUE(cdk_stack("memory", odd).has_error());
}

TEST(iam_policy, of_a_running_service_has_no_right_on_the_table_itself) {
    const std::string policy = iam_policy("memory", {}).value();
    for (const char* right :
         {"CreateTable", "UpdateTable", "DeleteTable", "DescribeTable", "UpdateTimeToLive", "Scan"}) {
        EXPECT_THAT(policy, Not(HasSubstr(right)));
    }
    EXPECT_THAT(policy, AllOf(HasSubstr("dynamodb:UpdateItem"), HasSubstr("table/memory/index/*")));
}

TEST(iam_policy, names_only_the_indexes_of_the_kinds_and_only_reads_for_readers) {
    policy_options options;
    options.kinds = {entity_kind::thread, entity_kind::workflow_snapshot};
    options.read_only = true;
    options.region = "eu-west-1";
    options.account = "111122223333";
    const std::string policy = iam_policy("memory", options).value();
    EXPECT_THAT(policy, HasSubstr("arn:aws:dynamodb:eu-west-1:111122223333:table/memory/index/gsi1"));
    EXPECT_THAT(policy, HasSubstr("index/gsi2"));
    EXPECT_THAT(policy, Not(HasSubstr("index/gsi3")));
    for (const char* right : {"PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"}) {
        EXPECT_THAT(policy, Not(HasSubstr(right)));
    }
    options.kinds = {entity_kind::resource};
    EXPECT_THAT(iam_policy("memory", options).value(), Not(HasSubstr("index/")));
}

TEST(iam_policy, of_provisioning_may_delete_only_where_asked) {
    policy_options options;
    options.audience = policy_audience::provisioning;
    EXPECT_THAT(iam_policy("memory", options).value(), AllOf(HasSubstr("CreateTable"), Not(HasSubstr("DeleteTable"))));
    options.deletion = true;
    options.kms_key = "arn:aws:kms:eu-west-1:111122223333:key/k";
    EXPECT_THAT(iam_policy("memory", options).value(), AllOf(HasSubstr("DeleteTable"), HasSubstr("kms:CreateGrant")));
}

}  // namespace
}  // namespace mastra::stores
