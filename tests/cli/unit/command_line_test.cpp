// The table of commands, the exit codes, and what is generated from them.
#include "cli/command_line.hpp"
#include "cli/completion_model.hpp"
#include "cli/json_output.hpp"
#include "cli/request_meter.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace mastra::cli {
namespace {

using testing::HasSubstr;

TEST(command_table, has_a_summary_and_examples_of_itself_for_every_command) {
    for (const command_row& row : command_table()) {
        EXPECT_FALSE(row.summary.empty()) << row.name;
        const std::string call =
            "mastra-dynamodb " + (row.group.empty() ? "" : std::string(row.group) + " ") + std::string(row.name);
        EXPECT_THAT(std::string(row.examples), HasSubstr(call));
    }
}

TEST(command_line, takes_common_options_before_and_after_the_command) {
    for (const char* words : {"--table x --json thread list --all", "thread list --all --table x --json"}) {
        command_line line;
        line.app().parse(words);
        EXPECT_EQ(line.options().table, "x");
        EXPECT_TRUE(line.options().json);
        EXPECT_NE(line.chosen(), nullptr);
    }
}

TEST(command_line, finds_the_right_one_of_two_commands_with_the_same_name) {
    command_line line;
    line.app().parse("resource show r-1");
    command_line other;
    other.app().parse("thread show t-1");
    const command& first = *line.chosen();
    const command& second = *other.chosen();
    EXPECT_NE(typeid(first), typeid(second));
}

TEST(exit_status_table, has_every_kind_of_error_and_no_number_twice) {
    std::set<exit_status> statuses;
    for (const exit_status_row& row : exit_status_table()) {
        EXPECT_TRUE(statuses.insert(row.status).second);
    }
    for (const error_table_row& row : error_table()) {
        EXPECT_TRUE(statuses.contains(exit_status_of(row.kind))) << row.name;
    }
}

TEST(failure, says_what_to_do_next_in_one_line) {
    const failure missing(error(service_errc::resource_not_found, "a\nb"));
    EXPECT_EQ(missing.status(), exit_status::not_found);
    EXPECT_THAT(missing.to_text(), HasSubstr("table create"));
    EXPECT_EQ(std::ranges::count(missing.to_text(), '\n'), 1);
    EXPECT_THAT(missing.to_json(), HasSubstr(R"("kind":"not_found","code":2010,"exitCode":1,)"));
}

// The scripts come from the command line itself: whatever it has must be in each of them.
TEST(completion_script, knows_every_command_and_option_in_every_shell) {
    command_line line;
    const auto places = completion_places(line.app());
    EXPECT_GT(places.size(), command_table().size());
    for (const std::string& shell : completion_shells()) {
        const std::string script = completion_script(line.app(), shell).value();
        for (const completion_place& place : places) {
            for (const completion_word& option : place.options) {
                EXPECT_THAT(script, HasSubstr(option.text.substr(2))) << shell;
            }
        }
        for (const command_row& row : command_table()) {
            EXPECT_THAT(script, HasSubstr(std::string(row.name))) << shell;
        }
    }
    EXPECT_FALSE(completion_script(line.app(), "tcsh"));
}

TEST(json_output, leaves_absent_members_out_and_prints_false_for_an_unbounded_page) {
    stores::thread thread;
    thread.id = "t";
    thread.resource_id = "r";
    EXPECT_EQ(json_of(thread).text(), R"({"id":"t","resourceId":"r","createdAt":"1970-01-01T00:00:00.000Z",)"
                                      R"("updatedAt":"1970-01-01T00:00:00.000Z"})");
    stores::page_of<stores::thread> page;
    EXPECT_EQ(json_of(page).text(), R"({"records":[],"total":0,"page":0,"perPage":false,"hasMore":false})");
    page.asked.per_page = 5;
    EXPECT_THAT(json_of(page).text(), HasSubstr(R"("perPage":5)"));
}

TEST(request_meter, adds_up_what_requests_cost) {
    request_meter meter;
    client::request_record record;
    record.operation = "GetItem";
    record.http_status = 200;
    record.capacity_units = 0.5;
    record.bytes_sent = 100;
    record.bytes_received = 200;
    record.elapsed = std::chrono::microseconds(1500);
    meter.count(record);
    EXPECT_EQ(request_meter::line_of(record), "GetItem attempt=1 status=200 units=0.5 sent=100 received=200 ms=1.5");
    EXPECT_EQ(meter.summary(), "1 request (0 retries), 0.5 units, 100 bytes sent, 200 received, 1.5 ms waited");
    record.attempt = 2;
    record.failed = true;
    meter.count(record);
    EXPECT_THAT(request_meter::line_of(record), HasSubstr(" failed"));
    EXPECT_THAT(meter.summary(), HasSubstr("2 requests (1 retry), 1 units"));
}

}  // namespace
}  // namespace mastra::cli
