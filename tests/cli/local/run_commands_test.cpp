#include "cli/cli_on_table.hpp"
#include "stores/workflows_fixture.hpp"

namespace mastra::test {
namespace {

using testing::HasSubstr;

class run_commands : public cli_on<workflows_test> {};

TEST_F(run_commands, list_shows_runs_newest_first_by_page_and_status) {
    persist("flow", "r-1", json(R"({"status":"success"})"), at(0));
    persist("flow", "r-2", json(R"({"status":"suspended"})"), at(1000));
    persist("other", "r-3", json(R"({"status":"success"})"), at(2000));
    const std::string page = shown({"run", "list", "--workflow", "flow", "--per-page", "1", "--json"});
    EXPECT_EQ(json_at(page, "/records/0/runId"), "r-2");
    EXPECT_EQ(json_at(page, "/records/1/runId"), "<absent>");
    EXPECT_EQ(json_at(page, "/total"), "2");
    EXPECT_EQ(json_at(page, "/hasMore"), "true");
    const std::string suspended = shown({"run", "list", "--status", "suspended", "--all", "--json"});
    EXPECT_EQ(json_at(suspended, "/records/0/runId"), "r-2");
    EXPECT_EQ(json_at(suspended, "/perPage"), "false");
    EXPECT_THAT(shown({"run", "list"}), HasSubstr("other"));
}

TEST_F(run_commands, show_gives_status_and_steps_and_the_snapshot_if_wanted) {
    persist("flow", "r-1", json(R"({"status":"failed","context":{"fetch":{"status":"success"}},"n":1})"));
    const std::string text = shown({"run", "show", "r-1"});
    EXPECT_THAT(text, HasSubstr("failed"));
    EXPECT_THAT(text, HasSubstr("fetch"));
    EXPECT_THAT(shown({"run", "show", "r-1", "--workflow", "flow", "--snapshot"}), HasSubstr(R"("n":1})"));
    EXPECT_EQ(json_at(shown({"run", "show", "r-1", "--json"}), "/snapshot/n"), "1");
    EXPECT_EQ(cli({"run", "show", "r-2"}).exit_code, 1);
}

TEST_F(run_commands, delete_asks_and_then_deletes) {
    persist("flow", "r-1", json("{}"));
    EXPECT_EQ(cli({"run", "delete", "r-1", "--workflow", "flow"}).exit_code, 2);
    EXPECT_EQ(raw_items().size(), 1U);
    EXPECT_EQ(shown({"run", "delete", "r-1", "--workflow", "flow", "--yes"}), "run r-1 of workflow flow is deleted\n");
    EXPECT_TRUE(raw_items().empty());
    EXPECT_EQ(json_at(shown({"run", "delete", "r-1", "--workflow", "flow", "--yes", "--json"}), "/existed"), "false");
}

}  // namespace
}  // namespace mastra::test
