// The tool on the table of a store's test fixture.
#pragma once

#include "cli/cli_process.hpp"
#include "support/test_endpoint.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace mastra::test {

// Fixture has a `table` on the test endpoint.
template <class Fixture>
class cli_on : public Fixture {
protected:
    cli_result cli(std::vector<std::string> words) const {
        words.insert(words.end(), {"--table", this->table, "--endpoint", test_endpoint()});
        return run_cli(words, {});
    }
    // What a command prints that must succeed.
    std::string shown(std::vector<std::string> words) const {
        const cli_result outcome = cli(std::move(words));
        EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
        return outcome.out;
    }
};

}  // namespace mastra::test
