// What a person sees: parts of messages as text, nothing that a terminal would obey, columns that fit.
#include "cli/message_text.hpp"
#include "cli/record_text.hpp"
#include "cli/terminal_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace mastra::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

struct content_row {
    const char* content;
    const char* text;
};

TEST(readable_content, shows_the_text_of_each_kind_of_part) {
    for (const content_row& row : {
             content_row{R"({"format":2,"parts":[{"type":"text","text":"Hi"},{"type":"text","text":"there"}]})",
                         "Hi\nthere"},
             content_row{
                 R"({"parts":[{"type":"tool-invocation","toolInvocation":{"toolName":"search","state":"result"}}]})",
                 "[tool search: result]"},
             content_row{R"({"parts":[{"type":"reasoning","reasoning":"because"}]})", "[reasoning] because"},
             content_row{R"({"parts":[{"type":"file","mimeType":"image/png"}]})", "[file image/png]"},
             content_row{R"({"parts":[{"type":"step-start"},{"type":"text","text":"x"}]})", "[step-start]\nx"},
             content_row{R"({"format":2,"parts":[],"content":"old form"})", "old form"},
             content_row{"plain", "plain"},
             content_row{R"({"odd":1})", R"({"odd":1})"},
             content_row{"", ""},
         }) {
        EXPECT_EQ(readable_content(row.content), row.text);
    }
}

// A stored message must not be able to move the cursor, change the title or hide text of the person who lists it.
TEST(printable, replaces_everything_that_a_terminal_obeys) {
    EXPECT_EQ(printable("a\x1b[31mb\x07"), "a\uFFFD[31mb\uFFFD");
    EXPECT_EQ(printable("line\n\ttab"), "line\n\ttab");
    EXPECT_EQ(printable("\u009b31m"), "\uFFFD31m");
    EXPECT_EQ(printable("a\u202Eb"), "a\uFFFDb");
    EXPECT_EQ(printable("\xff"), "\uFFFD");
    EXPECT_EQ(single_line("a\nb\tc"), "a b c");
}

TEST(cut_to_width, counts_columns_and_marks_the_cut) {
    EXPECT_EQ(cut_to_width("short", 5), "short");
    EXPECT_EQ(cut_to_width("longer", 5), "long…");
    EXPECT_EQ(cut_to_width("日本語", 6), "日本語");
    EXPECT_EQ(cut_to_width("日本語", 5), "日本…");
    EXPECT_EQ(cut_to_width("e\u0301e", 2), "e\u0301e");
    EXPECT_EQ(display_width("日本"), 4U);
}

TEST(text_table, aligns_columns_and_cuts_the_last_one) {
    text_table table({"ID", "TITLE"});
    table.add({"日本", std::string(80, 'x')});
    table.add({"a", "two\nlines"});
    EXPECT_EQ(table.to_text(30), "ID    TITLE\n日本  " + std::string(23, 'x') + "…\na     two lines\n");
}

TEST(messages_text, names_the_thread_only_where_there_are_several) {
    stores::message one;
    one.thread_id = "t-1";
    one.role = "user";
    one.content = "Hello";
    stores::message other = one;
    EXPECT_THAT(messages_text({one, other}, message_style::one_line, 80), Not(HasSubstr("THREAD")));
    other.thread_id = "t-2";
    EXPECT_THAT(messages_text({one, other}, message_style::one_line, 80), HasSubstr("t-2"));
}

TEST(messages_text, shows_whole_texts_indented_when_asked) {
    stores::message message;
    message.id = "m-1";
    message.thread_id = "t-1";
    message.role = "user";
    message.content = "two\nlines";
    EXPECT_EQ(messages_text({message}, message_style::full, 10),
              "1970-01-01T00:00:00.000Z  user  m-1  thread t-1\n    two\n    lines\n");
}

}  // namespace
}  // namespace mastra::cli
