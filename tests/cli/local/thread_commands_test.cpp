#include "cli/local/cli_table.hpp"

#include <gmock/gmock.h>

namespace mastra::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class thread_commands : public cli_table {
protected:
    void SetUp() override {
        cli_table::SetUp();
        create_table();
    }
};

TEST_F(thread_commands, list_shows_threads_of_a_resource_page_by_page_newest_first) {
    for (const char* id : {"t-1", "t-2", "t-3"}) {
        fill_thread(id, "user-1", 1);
    }
    fill_thread("other", "user-2", 1);
    const std::string all = expect_ok({"thread", "list", "--resource", "user-1", "--all", "--ascending", "--json"});
    EXPECT_EQ(json_at(all, "/total"), "3");
    EXPECT_EQ(json_at(all, "/perPage"), "false");
    EXPECT_EQ(json_at(all, "/records/0/id"), "t-1");
    const std::string page =
        expect_ok({"thread", "list", "--resource", "user-1", "--per-page", "2", "--page", "1", "--json"});
    EXPECT_EQ(json_at(page, "/records/0/id"), "t-1");
    EXPECT_EQ(json_at(page, "/records/1/id"), "<absent>");
    EXPECT_EQ(json_at(page, "/hasMore"), "false");
    EXPECT_THAT(expect_ok({"thread", "list"}), HasSubstr("user-2"));
    EXPECT_THAT(run({"thread", "list", "--resource", "user-1", "--per-page", "2"}).err,
                HasSubstr("2 of 3 threads; --page 1 shows more"));
}

TEST_F(thread_commands, show_gives_the_thread_with_its_last_messages_in_order) {
    fill_thread("t-1", "user-1", 5);
    const std::string shown = expect_ok({"thread", "show", "t-1", "--messages", "2", "--json"});
    EXPECT_EQ(json_at(shown, "/thread/resourceId"), "user-1");
    EXPECT_EQ(json_at(shown, "/messages/0/id"), "t-1-3");
    EXPECT_EQ(json_at(shown, "/messages/1/id"), "t-1-4");
    const std::string text = expect_ok({"thread", "show", "t-1", "--messages", "1"});
    EXPECT_THAT(text, HasSubstr("message 4"));
    EXPECT_THAT(text, Not(HasSubstr("message 3")));
}

TEST_F(thread_commands, show_of_a_missing_thread_is_code_1) {
    const cli_result missing = run({"thread", "show", "nobody"});
    EXPECT_EQ(missing.exit_code, 1);
    EXPECT_THAT(missing.err, HasSubstr("nobody"));
    EXPECT_EQ(json_at(run({"thread", "show", "nobody", "--json"}).err, "/error/kind"), "not_found");
}

TEST_F(thread_commands, delete_removes_thread_and_messages_after_confirmation_only) {
    fill_thread("t-1", "user-1", 30);
    EXPECT_EQ(run({"thread", "delete", "t-1"}).exit_code, 2);
    EXPECT_EQ(json_at(expect_ok({"message", "list", "--thread", "t-1", "--json"}), "/total"), "30");
    EXPECT_EQ(expect_ok({"thread", "delete", "t-1", "--yes"}), "thread t-1 is deleted\n");
    EXPECT_EQ(run({"thread", "show", "t-1"}).exit_code, 1);
    EXPECT_EQ(json_at(expect_ok({"message", "list", "--thread", "t-1", "--json"}), "/total"), "0");
    EXPECT_EQ(json_at(expect_ok({"thread", "delete", "t-1", "--yes", "--json"}), "/existed"), "false");
}

TEST_F(thread_commands, show_of_a_missing_resource_is_code_1) {
    EXPECT_EQ(run({"resource", "show", "nobody"}).exit_code, 1);
}

// One thread read is one request of at most half a unit more than its size asks for; --verbose must say so.
TEST_F(thread_commands, verbose_reports_each_request_and_the_sum_on_standard_error) {
    fill_thread("t-1", "user-1", 1);
    const cli_result shown = run({"thread", "show", "t-1", "--verbose"});
    EXPECT_THAT(shown.err, HasSubstr("GetItem attempt=1 status=200 units=1 "));
    EXPECT_THAT(shown.err, HasSubstr("1 request (0 retries), 1 units, "));
    EXPECT_THAT(shown.out, Not(HasSubstr("GetItem")));
}

}  // namespace
}  // namespace mastra::test
