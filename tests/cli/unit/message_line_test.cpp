#include "cli/message_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace mastra::cli {
namespace {

using testing::HasSubstr;

class fixed_clock final : public clock {
public:
    [[nodiscard]] timestamp now() const override { return parse_timestamp("2026-01-02T03:04:05.678Z").value(); }
    [[nodiscard]] std::chrono::steady_clock::time_point steady_now() const override { return {}; }
};

class message_line_parsing : public testing::Test {
protected:
    stores::message parse(std::string_view line) {
        outcome<stores::message> message = parser_.parse(line);
        EXPECT_TRUE(message.has_value()) << (message.has_error() ? message.error().message() : "");
        return message.has_value() ? *message : stores::message();
    }
    std::string error_of(std::string_view line) {
        const outcome<stores::message> message = parser_.parse(line);
        EXPECT_TRUE(message.has_error()) << line;
        EXPECT_TRUE(message.has_value() || message.error().status() == exit_status::invalid_input);
        return message.has_error() ? message.error().message() : "";
    }

    fixed_clock clock_;
    message_line_parser parser_{{"default-thread", "default-resource"}, clock_};
};

stores::message sample() {
    stores::message message;
    message.id = "m-1";
    message.thread_id = "t-1";
    message.resource_id = "r-1";
    message.role = "assistant";
    message.content = R"({"format":2,"parts":[{"type":"text","text":"Grüße"}]})";
    message.created_at = parse_timestamp("2026-01-01T00:00:00.001Z").value();
    return message;
}

TEST(message_line, has_a_fixed_order_of_members_and_the_content_as_it_is_stored) {
    EXPECT_EQ(
        message_line(sample()),
        R"({"id":"m-1","threadId":"t-1","resourceId":"r-1","role":"assistant","type":"text",)"
        R"("content":{"format":2,"parts":[{"type":"text","text":"Grüße"}]},"createdAt":"2026-01-01T00:00:00.001Z"})"
        "\n");
}

// The round trip must give the same bytes, whatever the content is: also text that only looks like JSON.
TEST_F(message_line_parsing, gives_back_every_content_byte_for_byte) {
    for (const char* content : {R"({"format":2,"parts":[]})", R"({ "format": 2 })", R"({"a":1.0})", R"({"a":1,"a":2})",
                                "plain text", "\"quoted\"", "[1,2]", "17", "{not json", R"({"2":1,"1":2})"}) {
        stores::message message = sample();
        message.content = content;
        EXPECT_EQ(parse(message_line(message)), message) << content;
    }
}

TEST_F(message_line_parsing, keeps_tool_calls) {
    stores::message message = sample();
    message.tool_names = json_text::trusted(R"(["search"])");
    message.tool_call_ids = json_text::trusted(R"(["c-1"])");
    message.tool_call_args = json_text::trusted(R"([{"q":"x"}])");
    EXPECT_EQ(parse(message_line(message)), message);
}

TEST_F(message_line_parsing, fills_in_thread_resource_role_and_type) {
    const stores::message message = parse(R"({"content":"Hello"})");
    EXPECT_EQ(message.thread_id, "default-thread");
    EXPECT_EQ(message.resource_id, "default-resource");
    EXPECT_EQ(message.role, "user");
    EXPECT_EQ(message.type, "text");
    EXPECT_EQ(message.content, "Hello");
}

TEST_F(message_line_parsing, prefers_what_the_line_says) {
    const stores::message message = parse(R"({"threadId":"t","resourceId":"r","content":"x"})");
    EXPECT_EQ(message.thread_id, "t");
    EXPECT_EQ(message.resource_id, "r");
}

TEST_F(message_line_parsing, treats_null_as_absent) {
    const stores::message message = parse(R"({"id":null,"resourceId":null,"createdAt":null,"content":"x"})");
    EXPECT_FALSE(message.id.empty());
    EXPECT_EQ(message.resource_id, "default-resource");
    EXPECT_EQ(message.created_at, clock_.now());
}

// Order by time must be the order of the lines, though many lines come within one millisecond.
TEST_F(message_line_parsing, gives_ever_later_times_and_new_ids) {
    const stores::message first = parse(R"({"content":"a"})");
    const stores::message second = parse(R"({"content":"b"})");
    EXPECT_EQ(first.created_at, clock_.now());
    EXPECT_EQ(second.created_at, clock_.now() + std::chrono::milliseconds(1));
    EXPECT_NE(first.id, second.id);
}

TEST_F(message_line_parsing, reads_what_message_list_prints) {
    EXPECT_EQ(parse(R"({"id":"m","content":"x","updatedAt":"2026-01-01T00:00:00.000Z"})").id, "m");
}

struct wrong_line {
    const char* line;
    const char* sentence;
};

TEST_F(message_line_parsing, names_what_is_wrong_with_a_line) {
    for (const wrong_line& wrong : {
             wrong_line{"not json", "not JSON"},
             wrong_line{"[]", "not JSON"},
             wrong_line{"{}", "the message has no content"},
             wrong_line{R"({"content":""})", "the message has no content"},
             wrong_line{R"({"content":5})", "content: must be an object or a string"},
             wrong_line{R"({"id":"","content":"x"})", "the message's id is empty"},
             wrong_line{R"({"id":7,"content":"x"})", "id: must be a string"},
             wrong_line{R"({"contents":"x"})", "`contents` is no member of a message"},
             wrong_line{R"({"content":"x","createdAt":"yesterday"})", "createdAt: "},
             wrong_line{R"({"content":"x","createdAt":1700000000})", "must be an ISO 8601 time"},
         }) {
        EXPECT_THAT(error_of(wrong.line), HasSubstr(wrong.sentence)) << wrong.line;
    }
}

TEST(message_line_defaults, are_asked_for_when_a_line_names_no_thread_or_resource) {
    const fixed_clock clock;
    message_line_parser no_thread({"", "r"}, clock);
    EXPECT_THAT(no_thread.parse(R"({"content":"x"})").error().message(), HasSubstr("give --thread"));
    message_line_parser no_resource({"t", ""}, clock);
    EXPECT_THAT(no_resource.parse(R"({"content":"x"})").error().message(), HasSubstr("give --resource"));
}

}  // namespace
}  // namespace mastra::cli
