// table create with settings, table template, table verify --data, prune: as an operator types them.
#include "cli/local/cli_table.hpp"

#include <gmock/gmock.h>

#include <sstream>

namespace mastra::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class operator_commands : public cli_table {
protected:
    static std::string last_line(const std::string& text) {
        std::istringstream lines(text);
        std::string last;
        for (std::string line; std::getline(lines, line);) {
            last = line;
        }
        return last;
    }
};

// DynamoDB Local has no point-in-time recovery: what is done and what is not is told, and the code is not 0.
TEST_F(operator_commands, create_tells_each_setting_and_fails_when_one_is_refused) {
    const cli_result result = run({"table", "create", "--ttl-attribute", "ttl", "--point-in-time-recovery"});
    EXPECT_EQ(result.exit_code, 8);
    EXPECT_THAT(result.out, AllOf(HasSubstr("is created and active"), HasSubstr("done: time to live by ttl"),
                                  HasSubstr("failed: point-in-time recovery: ")));
    EXPECT_THAT(result.err, HasSubstr("not all that was asked for"));
    const std::string again = expect_ok({"table", "create", "--ttl-attribute", "ttl", "--json"});
    EXPECT_EQ(json_at(again, "/created"), "false");
    EXPECT_EQ(json_at(again, "/steps/2/outcome"), "already");
}

TEST_F(operator_commands, create_makes_provisioned_tables) {
    expect_ok({"table", "create", "--billing", "provisioned", "--read-units", "3", "--index-write-units", "2"});
    EXPECT_EQ(json_at(expect_ok({"table", "describe", "--json"}), "/billing"), "provisioned");
    const cli_result other = run({"table", "create"});
    EXPECT_EQ(other.exit_code, 8);
    EXPECT_THAT(other.out, HasSubstr("differs: billing on demand: the table is provisioned, 3 read and 5 write units"));
}

TEST_F(operator_commands, contradicting_options_are_refused_before_anything_is_sent) {
    for (const std::vector<std::string>& words :
         std::vector<std::vector<std::string>>{{"table", "create", "--read-units", "3"},
                                               {"table", "create", "--kms-key", "k", "--encryption", "aws-managed"},
                                               {"table", "create", "--billing", "free"},
                                               {"table", "template", "yaml"},
                                               {"table", "template", "cdk", "--kms-key", "alias/k"},
                                               {"table", "template", "iam", "--kind", "messages"},
                                               {"table", "verify", "--units-per-second", "5"},
                                               {"table", "verify", "--data", "--yes"},
                                               {"prune"},
                                               {"prune", "--keep", "message", "--yes"},
                                               {"prune", "--keep", "message=1d", "--keep", "message=2d", "--yes"},
                                               {"prune", "--keep", "message=1d"}}) {
        const cli_result result = run(words);
        EXPECT_EQ(result.exit_code, 2) << testing::PrintToString(words) << result.out << result.err;
        EXPECT_THAT(result.out, IsEmpty());
    }
    EXPECT_EQ(run({"table", "describe"}).exit_code, 1);
}

TEST_F(operator_commands, templates_are_text_or_json_of_it) {
    const std::string text = expect_ok({"table", "template", "cloudformation"});
    EXPECT_EQ(json_at(text, "/Resources/MastraTable/Properties/TableName"), table_);
    const std::string json = expect_ok({"table", "template", "terraform", "--json"});
    EXPECT_EQ(json_at(json, "/format"), "terraform");
    EXPECT_THAT(json_at(json, "/text"), HasSubstr("resource \"aws_dynamodb_table\" \"mastra\""));
}

TEST_F(operator_commands, verify_compares_the_expiry) {
    create_table();
    const cli_result off = run({"table", "verify", "--ttl-attribute", "ttl"});
    EXPECT_EQ(off.exit_code, 8);
    EXPECT_THAT(off.out, AllOf(HasSubstr("time to live is off"), HasSubstr("table create --ttl-attribute ttl")));
    expect_ok({"table", "create", "--ttl-attribute", "ttl"});
    expect_ok({"table", "verify", "--ttl-attribute", "ttl"});
}

TEST_F(operator_commands, verify_of_data_reports_what_there_is) {
    create_table();
    fill_thread("t-1", "user-1", 30);
    const std::string text = expect_ok({"table", "verify", "--data"});
    EXPECT_THAT(text, AllOf(HasSubstr("message"), HasSubstr("$mastra#entity_message#threadid_t-1")));
    const std::string json = last_line(expect_ok({"table", "verify", "--data", "--json", "--top", "1"}));
    EXPECT_EQ(json_at(json, "/ok"), "true");
    EXPECT_EQ(json_at(json, "/data/kinds/message/items"), "30");
    EXPECT_EQ(json_at(json, "/data/hot/0/atLeast"), "30");
    EXPECT_EQ(json_at(json, "/data/hot/1"), "<absent>");
}

TEST_F(operator_commands, verify_of_data_lists_ids_that_differ_in_case_with_code_8) {
    create_table();
    fill_thread("t-1", "User-1", 1);
    fill_thread("t-2", "user-1", 1);
    const cli_result found = run({"table", "verify", "--data", "--json"});
    EXPECT_EQ(found.exit_code, 8);
    EXPECT_EQ(json_at(found.out.substr(0, found.out.find('\n')), "/finding/fault"), "shared_partition");
    EXPECT_EQ(json_at(last_line(found.out), "/data/found/shared_partition"), "1");
}

TEST_F(operator_commands, prune_counts_in_a_dry_run_and_deletes_with_yes) {
    create_table();
    fill_thread("t-1", "user-1", 30);  // messages of January 2026
    EXPECT_THAT(expect_ok({"prune", "--keep", "message=1d", "--dry-run"}),
                HasSubstr("30 message items would be deleted"));
    const std::string done = expect_ok({"prune", "--keep", "message=1d", "--yes", "--json"});
    EXPECT_EQ(json_at(done, "/deleted/message"), "30");
    EXPECT_EQ(json_at(done, "/finished"), "true");
    EXPECT_THAT(expect_ok({"prune", "--keep", "message=1d", "--yes"}), Not(HasSubstr("deleted")));
    expect_ok({"thread", "show", "t-1"});
}

}  // namespace
}  // namespace mastra::test
