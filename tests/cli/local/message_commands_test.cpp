#include "cli/local/cli_table.hpp"

#include <gmock/gmock.h>

#include <cstdio>
#include <fstream>
#include <iterator>

namespace mastra::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class message_commands : public cli_table {
protected:
    void SetUp() override {
        cli_table::SetUp();
        create_table();
    }
    std::string ids_of(const std::vector<std::string>& words) const {
        std::vector<std::string> with_json = words;
        with_json.emplace_back("--json");
        const std::string page = expect_ok(with_json);
        std::string ids;
        for (int i = 0; json_at(page, "/records/" + std::to_string(i)) != "<absent>"; ++i) {
            ids += (i == 0 ? "" : " ") + json_at(page, "/records/" + std::to_string(i) + "/id");
        }
        return ids;
    }
};

TEST_F(message_commands, list_gives_pages_last_ranges_filters_and_includes) {
    fill_thread("t", "user-1", 6);
    fill_thread("u", "user-1", 2);
    EXPECT_EQ(ids_of({"message", "list", "--thread", "t", "--last", "2"}), "t-4 t-5");
    EXPECT_EQ(ids_of({"message", "list", "--thread", "t", "--per-page", "2", "--page", "1"}), "t-2 t-3");
    EXPECT_EQ(ids_of({"message", "list", "--thread", "t", "--per-page", "2", "--descending"}), "t-5 t-4");
    EXPECT_EQ(ids_of({"message", "list", "--thread", "t", "--from", "2026-01-01T00:00:04.000Z"}), "t-4 t-5");
    EXPECT_EQ(ids_of({"message", "list", "--thread", "t", "--to", "2026-01-01T00:00:00Z"}), "t-0");
    EXPECT_EQ(ids_of({"message", "list", "--thread", "t", "--metadata", "even=true"}), "t-0 t-2 t-4");
    EXPECT_EQ(ids_of({"message", "list", "--thread", "t", "--per-page", "0", "--include", "t-3:1:1"}), "t-2 t-3 t-4");
    EXPECT_EQ(ids_of({"message", "list", "--thread", "t", "--thread", "u", "--from", "2026-01-01T00:00:01Z", "--to",
                      "2026-01-01T00:00:01Z"}),
              "t-1 u-1");
    EXPECT_EQ(ids_of({"message", "list", "--resource", "user-1", "--last", "1"}), "t-5");
    EXPECT_THAT(expect_ok({"message", "list", "--thread", "t", "--last", "1"}), HasSubstr("user  message 5"));
}

TEST_F(message_commands, export_and_import_round_trip_byte_for_byte) {
    fill_thread("t", "user-1", 250);
    expect_ok({"message", "import", "-", "--thread", "t", "--resource", "user-1"},
              R"({"id":"odd","content":"{ \"not\": canonical","createdAt":"2026-01-01T00:00:00.000Z"})"
              "\n");
    const std::string exported = expect_ok({"message", "export", "--thread", "t"});
    EXPECT_EQ(std::count(exported.begin(), exported.end(), '\n'), 251);
    expect_ok({"thread", "delete", "t", "--yes"});
    const std::string report = expect_ok({"message", "import", "-", "--create-thread", "--json"}, exported);
    EXPECT_EQ(json_at(report, "/saved"), "251");
    EXPECT_EQ(json_at(report, "/threadsCreated"), "1");
    EXPECT_EQ(expect_ok({"message", "export", "--thread", "t"}), exported);
    EXPECT_EQ(expect_ok({"message", "export", "--resource", "user-1"}), exported);
}

// Rows that share a time lie on both sides of a batch's end: none may be lost or doubled.
TEST_F(message_commands, export_loses_nothing_when_many_messages_share_one_time) {
    std::string lines;
    for (int i = 0; i < 230; ++i) {
        lines += R"({"id":"m-)" + std::to_string(i) +
                 R"(","content":"x","createdAt":"2026-01-01T00:00:00.000Z"})"
                 "\n";
    }
    expect_ok({"message", "import", "-", "--thread", "t", "--resource", "r", "--create-thread"}, lines);
    const std::string exported = expect_ok({"message", "export", "--thread", "t"});
    EXPECT_EQ(std::count(exported.begin(), exported.end(), '\n'), 230);
    for (int i = 0; i < 230; ++i) {
        EXPECT_THAT(exported, HasSubstr("\"m-" + std::to_string(i) + "\""));
    }
}

TEST_F(message_commands, export_writes_a_file_and_says_so_when_it_cannot) {
    fill_thread("t", "user-1", 3);
    const std::string path = "/tmp/mastra-export-" + table_;
    EXPECT_THAT(expect_ok({"message", "export", "--thread", "t", "--output", path}), IsEmpty());
    std::ifstream file(path);
    const std::string written(std::istreambuf_iterator<char>(file), {});
    EXPECT_EQ(written, expect_ok({"message", "export", "--thread", "t"}));
    std::remove(path.c_str());
    EXPECT_EQ(run({"message", "export", "--thread", "t", "--output", "/nonexistent/x"}).exit_code, 9);
    EXPECT_EQ(run({"message", "export", "--thread", "t", "--output", "/dev/full"}).exit_code, 9);
}

TEST_F(message_commands, import_of_a_bad_line_writes_nothing_of_its_batch_and_says_where_to_go_on) {
    expect_ok({"message", "import", "-", "--thread", "t", "--resource", "r", "--create-thread"}, R"({"content":"x"})"
                                                                                                 "\n");
    std::string lines;
    for (int i = 0; i < 150; ++i) {
        lines += R"({"content":"x"})"
                 "\n";
    }
    const cli_result failed = run({"message", "import", "-", "--thread", "t", "--resource", "r"}, lines + "oops\n");
    EXPECT_EQ(failed.exit_code, 2);
    EXPECT_THAT(failed.err, HasSubstr("only lines 1 to 100 were imported (100 messages): line 151: "));
    EXPECT_EQ(json_at(expect_ok({"message", "list", "--thread", "t", "--json"}), "/total"), "101");
}

TEST_F(message_commands, import_into_a_missing_thread_writes_nothing_unless_told_to_create_it) {
    const std::string line = R"({"content":"x"})"
                             "\n";
    const cli_result refused = run({"message", "import", "-", "--thread", "new", "--resource", "r"}, line);
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_THAT(refused.err, HasSubstr("--create-thread"));
    EXPECT_EQ(json_at(expect_ok({"message", "list", "--thread", "new", "--json"}), "/total"), "0");
    expect_ok({"message", "import", "-", "--thread", "new", "--resource", "r", "--create-thread"}, line);
    EXPECT_EQ(json_at(expect_ok({"thread", "show", "new", "--json"}), "/thread/resourceId"), "r");
}

TEST_F(message_commands, import_takes_an_oversize_message_and_gives_it_back) {
    const std::string text(1'500'000, 'a');
    expect_ok({"message", "import", "-", "--thread", "t", "--resource", "r", "--create-thread"},
              R"({"id":"big","content":")" + text + "\"}\n");
    EXPECT_EQ(json_at(expect_ok({"message", "list", "--thread", "t", "--last", "1", "--json"}), "/records/0/content"),
              text);
}

TEST_F(message_commands, bench_measures_every_operation_and_leaves_nothing_behind) {
    const std::string report =
        expect_ok({"bench", "--requests", "40", "--in-flight", "4", "--messages", "20", "--json"});
    EXPECT_EQ(json_at(report, "/inFlight"), "4");
    const char* names[] = {"thread-read", "last-10", "query-10-bare", "message-save"};
    for (int i = 0; i < 4; ++i) {
        const std::string row = "/results/" + std::to_string(i);
        EXPECT_EQ(json_at(report, row + "/operation"), names[i]);
        EXPECT_EQ(json_at(report, row + "/operations"), "40");
        EXPECT_EQ(json_at(report, row + "/errors"), "0");
        EXPECT_NE(json_at(report, row + "/latencyMilliseconds/p99"), "0");
    }
    EXPECT_EQ(json_at(expect_ok({"thread", "list", "--json"}), "/total"), "0");
}

TEST_F(message_commands, bench_can_read_a_thread_that_is_there) {
    fill_thread("bench", "r", 1);
    const std::string report =
        expect_ok({"bench", "--no-prepare", "--operation", "thread-read", "--requests", "10", "--json"});
    EXPECT_EQ(json_at(report, "/results/0/operations"), "10");
    EXPECT_EQ(run({"bench", "--no-prepare", "--thread", "absent", "--operation", "thread-read"}).exit_code, 1);
}

}  // namespace
}  // namespace mastra::test
