#include "cli/local/cli_table.hpp"

#include <gmock/gmock.h>

#include <cstdio>

namespace mastra::test {
namespace {

using testing::HasSubstr;

class examples : public cli_table {
protected:
    struct example_result {
        int status = -1;
        std::string out;
    };
    example_result run_example(const std::string& name) const {
        const std::string command =
            std::string("AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=us-east-1 ") +
            MASTRA_EXAMPLES_FOLDER + "/example_" + name + " " + table_ + " " + test_endpoint();
        std::FILE* program = popen(command.c_str(), "r");
        std::string out(4096, '\0');
        out.resize(std::fread(out.data(), 1, out.size(), program));
        return {pclose(program), out};
    }
};

TEST_F(examples, save_and_recall_prints_the_message_that_it_saved) {
    create_table();
    const example_result result = run_example("01_save_and_recall");
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.out, HasSubstr("user: {\"format\":2"));
    EXPECT_THAT(expect_ok({"thread", "list"}), HasSubstr("A first conversation"));
}

TEST_F(examples, concurrent_updates_loses_none) {
    create_table();
    const example_result result = run_example("02_concurrent_updates");
    EXPECT_EQ(result.status, 0);
    EXPECT_EQ(result.out, "20 of 20 updates are there\n");
}

// A program that is given a table which does not exist must end with a sentence, not with an exception.
TEST_F(examples, fail_with_a_sentence_when_there_is_no_table) {
    EXPECT_NE(run_example("01_save_and_recall").status, 0);
    EXPECT_NE(run_example("02_concurrent_updates").status, 0);
}

}  // namespace
}  // namespace mastra::test
