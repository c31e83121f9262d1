// The program before it sends anything: help, version, wrong command lines, completion.
#include "cli/cli_process.hpp"
#include "cli/command.hpp"
#include "cli/exit_status.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace mastra::test {
namespace {

using cli::command_row;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

TEST(usage, help_goes_to_standard_output_and_lists_commands_and_exit_codes) {
    const cli_result help = run_cli({"--help"});
    EXPECT_EQ(help.exit_code, 0);
    EXPECT_THAT(help.err, IsEmpty());
    for (const cli::exit_status_row& row : cli::exit_status_table()) {
        EXPECT_THAT(help.out, HasSubstr(std::string(row.meaning)));
    }
}

TEST(usage, every_command_has_help_with_examples) {
    for (const command_row& row : cli::command_table()) {
        std::vector<std::string> words = {std::string(row.name), "--help"};
        if (!row.group.empty()) {
            words.insert(words.begin(), std::string(row.group));
        }
        const cli_result help = run_cli(words);
        EXPECT_EQ(help.exit_code, 0) << row.name;
        EXPECT_THAT(help.out, HasSubstr("Examples:"));
        EXPECT_THAT(help.out, HasSubstr(std::string(row.examples)));
    }
}

TEST(usage, version_is_one_line) {
    const cli_result version = run_cli({"--version"});
    EXPECT_EQ(version.exit_code, 0);
    EXPECT_THAT(version.out, StartsWith("mastra-dynamodb "));
}

struct wrong_usage {
    std::vector<std::string> words;
    const char* sentence;
};

// Each gets one sentence on standard error, nothing on standard output, and exit code 2.
TEST(usage, wrong_command_lines_get_one_sentence_and_code_2) {
    for (const wrong_usage& wrong : std::vector<wrong_usage>{
             {{}, "mastra-dynamodb --help"},
             {{"thread"}, "mastra-dynamodb thread --help"},
             {{"thread", "show"}, "mastra-dynamodb thread show --help"},
             {{"frobnicate"}, "--help"},
             {{"thread", "list", "--table", "x", "--page", "-1"}, "--page"},
             {{"thread", "list", "--table", "x", "--page", "99999999999999999999"}, "--page"},
             {{"thread", "list", "--table", "x", "--per-page", "many"}, "--per-page"},
             {{"thread", "list", "--table", "x", "--order-by", "title"}, "--order-by"},
             {{"thread", "list", "--table", "x", "--all", "--page", "2"}, "--all"},
             {{"thread", "list", "--table", "x", "--timeout", "0"}, "--timeout"},
             {{"thread", "list"}, "no table is given; use --table NAME or set MASTRA_DYNAMODB_TABLE"},
             {{"message", "list", "--table", "x"}, "whose messages? Give --thread ID or --resource ID"},
             {{"message", "export", "--table", "x"}, "whose messages?"},
             {{"message", "list", "--table", "x", "--thread", "t", "--from", "soon"}, "--from: "},
             {{"message", "list", "--table", "x", "--thread", "t", "--last", "0"}, "--last"},
             {{"message", "list", "--table", "x", "--thread", "t", "--metadata", "lang"}, "is not KEY=VALUE"},
             {{"message", "list", "--table", "x", "--thread", "t", "--include", "m:1"},
              "is not ID or ID:PREVIOUS:NEXT"},
             {{"message", "import", "--table", "x", "/nonexistent"}, "/nonexistent cannot be read: No such file"},
             {{"completion", "tcsh"}, "tcsh"},
             {{"bench", "--table", "x", "--no-prepare", "--operation", "message-save"}, "leave out --no-prepare"},
             {{"bench", "--table", "x", "--operation", "dance"}, "dance"},
         }) {
        const cli_result result = run_cli(wrong.words);
        const std::string shown = testing::PrintToString(wrong.words);
        EXPECT_EQ(result.exit_code, 2) << shown << result.err;
        EXPECT_THAT(result.out, IsEmpty()) << shown;
        EXPECT_THAT(result.err, StartsWith("error: ")) << shown;
        EXPECT_THAT(result.err, HasSubstr(wrong.sentence)) << shown;
        EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << result.err;
    }
}

TEST(usage, errors_are_json_with_json) {
    const cli_result usage = run_cli({"thread", "list", "--json", "--page", "x"});
    EXPECT_EQ(usage.exit_code, 2);
    EXPECT_EQ(json_at(usage.err, "/error/exitCode"), "2");
    EXPECT_EQ(json_at(usage.err, "/error/kind"), "invalid_request");
    EXPECT_EQ(json_at(run_cli({"thread", "list", "--json"}).err, "/error/exitCode"), "2");
}

TEST(usage, the_table_may_come_from_the_environment) {
    const cli_result result = run_cli({"message", "list"}, {.environment = {{"MASTRA_DYNAMODB_TABLE", "x"}}});
    EXPECT_THAT(result.err, HasSubstr("whose messages?"));
}

// Drives the script as bash does, and looks at what it offers.
TEST(completion, offers_commands_and_options_of_the_place_in_bash) {
    const std::string script = run_cli({"completion", "bash"}).out;
    std::string path = "/tmp/mastra-completion-XXXXXX";
    ASSERT_GE(mkstemp(path.data()), 0);
    std::ofstream(path) << script << R"(
try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _mastra_dynamodb; echo "${COMPREPLY[*]}"; }
try mastra-dynamodb th
try mastra-dynamodb thread ""
try mastra-dynamodb --table x thread list --pa
try mastra-dynamodb thread show t-1 --mess
try mastra-dynamodb message list --res
)";
    std::FILE* bash = popen(("bash " + path).c_str(), "r");
    std::string offered(4096, '\0');
    offered.resize(std::fread(offered.data(), 1, offered.size(), bash));
    EXPECT_EQ(pclose(bash), 0);
    std::remove(path.c_str());
    EXPECT_THAT(offered, StartsWith("thread\nlist show delete "));
    EXPECT_THAT(offered, HasSubstr("\n--page\n--messages\n--resource\n"));
}

// The guide's table of exit codes is the program's.
TEST(guide, has_every_exit_code_and_every_command) {
    std::ifstream file(MASTRA_CLI_GUIDE);
    const std::string guide(std::istreambuf_iterator<char>(file), {});
    for (const cli::exit_status_row& row : cli::exit_status_table()) {
        EXPECT_THAT(guide,
                    HasSubstr("| " + std::to_string(static_cast<int>(row.status)) + " | " + std::string(row.meaning)));
    }
    for (const command_row& row : cli::command_table()) {
        EXPECT_THAT(guide, HasSubstr(std::string(row.group) + (row.group.empty() ? "" : " ") + std::string(row.name)));
    }
}

}  // namespace
}  // namespace mastra::test
