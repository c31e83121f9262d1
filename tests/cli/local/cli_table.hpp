// A table of its own for each test, made and removed by the tool under test.
#pragma once

#include "cli/cli_process.hpp"
#include "support/test_endpoint.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <unistd.h>
#include <vector>

namespace mastra::test {

class cli_table : public testing::Test {
protected:
    void SetUp() override {
        static std::atomic<int> number = 0;
        table_ = "cli-" + std::to_string(getpid()) + "-" + std::to_string(++number);
    }
    void TearDown() override { run({"table", "delete", "--yes"}); }

    void create_table() { expect_ok({"table", "create"}); }

    cli_result run(std::vector<std::string> words, const std::string& input = {}) const {
        words.insert(words.end(), {"--table", table_, "--endpoint", test_endpoint()});
        return run_cli(words, {.standard_input = input});
    }
    /// Standard output of a command that must succeed.
    std::string expect_ok(const std::vector<std::string>& words, const std::string& input = {}) const {
        const cli_result result = run(words, input);
        EXPECT_EQ(result.exit_code, 0) << testing::PrintToString(words) << result.err;
        return result.out;
    }
    /// Saves `count` messages "message 0" ... of one thread, one second apart.
    void fill_thread(const std::string& thread, const std::string& resource, int count) const {
        std::string lines;
        for (int i = 0; i < count; ++i) {
            const std::string n = std::to_string(i);
            const std::string time = "2026-01-01T00:" + two(i / 60) + ":" + two(i % 60) + ".000Z";
            lines += R"({"id":")" + thread + "-" + n +
                     R"(","content":{"format":2,"parts":[{"type":"text","text":"message )" + n +
                     R"("}],"metadata":{"even":)" + (i % 2 == 0 ? "true" : "false") + R"(}},"createdAt":")" + time +
                     "\"}\n";
        }
        expect_ok({"message", "import", "-", "--thread", thread, "--resource", resource, "--create-thread"}, lines);
    }

    std::string table_;

private:
    static std::string two(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }
};

}  // namespace mastra::test
