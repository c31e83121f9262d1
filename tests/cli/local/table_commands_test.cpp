#include "cli/local/cli_table.hpp"

#include "support/loopback_http.hpp"

#include <gmock/gmock.h>

namespace mastra::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class table_commands : public cli_table {
protected:
    /// A table that another program made: the right keys, no index.
    void create_table_without_indexes() const {
        const std::string body =
            R"({"TableName":")" + table_ +
            R"(","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[)"
            R"({"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"S"}],)"
            R"("KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}]})";
        const loopback_reply reply = exchange(
            test_endpoint(), {.headers = {{"X-Amz-Target", "DynamoDB_20120810.CreateTable"},
                                          {"Content-Type", "application/x-amz-json-1.0"},
                                          {"X-Amz-Date", "20260101T000000Z"},
                                          {"Authorization",
                                           "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, "
                                           "SignedHeaders=host, Signature=0"}},
                              .body = body});
        ASSERT_EQ(reply.status, 200U) << reply.body;
    }
};

TEST_F(table_commands, create_makes_a_table_that_verifies_and_says_so_when_it_is_there_already) {
    EXPECT_EQ(expect_ok({"table", "create"}), "table " + table_ + " is created and active\n");
    EXPECT_EQ(expect_ok({"table", "verify"}), "table " + table_ + " is as the stores need it\n");
    EXPECT_EQ(expect_ok({"table", "create"}), "table " + table_ + " exists already and is as the stores need it\n");
    EXPECT_EQ(json_at(expect_ok({"table", "create", "--json"}), "/created"), "false");
}

TEST_F(table_commands, create_can_switch_expiry_on) {
    expect_ok({"table", "create", "--ttl-attribute", "ttl"});
    const std::string described = expect_ok({"table", "describe", "--json"});
    EXPECT_EQ(json_at(described, "/timeToLive/attribute"), "ttl");
    expect_ok({"table", "create", "--ttl-attribute", "ttl"});  // again changes nothing
}

TEST_F(table_commands, describe_shows_state_and_indexes) {
    create_table();
    const std::string described = expect_ok({"table", "describe", "--json"});
    EXPECT_EQ(json_at(described, "/table"), table_);
    EXPECT_EQ(json_at(described, "/status"), "ACTIVE");
    EXPECT_EQ(json_at(described, "/billing"), "on demand");
    EXPECT_EQ(json_at(described, "/indexes/6/sortKey"), "gsi7sk");
    EXPECT_THAT(expect_ok({"table", "describe"}), HasSubstr("gsi7pk, gsi7sk"));
}

TEST_F(table_commands, a_missing_table_is_code_1_for_every_command) {
    for (const std::vector<std::string>& words :
         std::vector<std::vector<std::string>>{{"table", "describe"},
                                               {"table", "verify"},
                                               {"table", "delete", "--yes"},
                                               {"thread", "list"},
                                               {"thread", "show", "t"},
                                               {"message", "list", "--thread", "t"},
                                               {"message", "export", "--thread", "t"},
                                               {"resource", "show", "r"}}) {
        const cli_result result = run(words);
        EXPECT_EQ(result.exit_code, 1) << testing::PrintToString(words) << result.err;
        EXPECT_THAT(result.err, HasSubstr("mastra-dynamodb table create"));
        EXPECT_THAT(result.out, IsEmpty());
    }
}

TEST_F(table_commands, a_table_without_indexes_is_named_by_verify_create_and_lists) {
    create_table_without_indexes();
    const cli_result verified = run({"table", "verify"});
    EXPECT_EQ(verified.exit_code, 8);
    EXPECT_THAT(verified.out, HasSubstr("index gsi1 is missing"));
    EXPECT_THAT(verified.out, HasSubstr("fix: create the global secondary index gsi1"));
    EXPECT_THAT(verified.err, HasSubstr("has 7 faults"));
    EXPECT_EQ(json_at(run({"table", "verify", "--json"}).out, "/faults/2/fatal"), "true");
    EXPECT_EQ(run({"table", "create"}).exit_code, 8);
    const cli_result listed = run({"message", "list", "--thread", "t"});
    EXPECT_EQ(listed.exit_code, 1);
    EXPECT_THAT(listed.err, HasSubstr("mastra-dynamodb table verify"));
}

TEST_F(table_commands, delete_wants_a_confirmation_where_nobody_can_be_asked) {
    create_table();
    const cli_result refused = run({"table", "delete"});
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_THAT(refused.err, HasSubstr("--yes"));
    expect_ok({"table", "verify"});
    EXPECT_EQ(expect_ok({"table", "delete", "--yes"}), "table " + table_ + " is deleted\n");
    EXPECT_EQ(run({"table", "verify"}).exit_code, 1);
}

}  // namespace
}  // namespace mastra::test
