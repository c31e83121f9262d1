#include "client/credentials/command_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mastra::client {
namespace {

using ::testing::ElementsAre;

TEST(split_command, understands_quotes_and_backslashes_as_a_shell_does) {
    EXPECT_THAT(split_command("  a  b\tc\n").value(), ElementsAre("a", "b", "c"));
    EXPECT_THAT(split_command(R"("/opt/my tool" 'it is "so"' a\ b "say \"x\" \\ \n")").value(),
                ElementsAre("/opt/my tool", "it is \"so\"", "a b", "say \"x\" \\ \\n"));
    EXPECT_THAT(split_command("a'b'\"c\"d '' \"\"").value(), ElementsAre("abcd", "", ""));
}

TEST(split_command, leaves_everything_else_of_a_shell_alone) {
    EXPECT_THAT(split_command("a;b && $(c) `d` *|>x $HOME").value(),
                ElementsAre("a;b", "&&", "$(c)", "`d`", "*|>x", "$HOME"));
}

TEST(split_command, refuses_an_open_quote_and_an_empty_command) {
    for (const char* broken : {"'a", "\"a", "a \"b\\\"", "", " \t"}) {
        EXPECT_TRUE(split_command(broken).error().is(client_errc::invalid_configuration)) << broken;
    }
}

}  // namespace
}  // namespace mastra::client
