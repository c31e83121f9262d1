// Where integration tests find DynamoDB. The fixture `dynamodb_local` starts it; name it in the test's CMakeLists.txt.
#pragma once

#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>

namespace mastra::test {

// A setting of the test servers: the environment wins, else the fixture's state file (NAME=VALUE lines).
inline std::string server_setting(const std::string& name) {
    if (const char* value = std::getenv(name.c_str()); value != nullptr && *value != '\0') {
        return value;
    }
    std::ifstream state(MASTRA_TEST_STATE);
    for (std::string line; std::getline(state, line);) {
        if (line.starts_with(name + "=")) {
            return line.substr(name.size() + 1);
        }
    }
    throw std::runtime_error(name +
                             " is unknown: run through ctest, or start the servers with `node test_servers.mjs start " +
                             std::string(MASTRA_TEST_STATE) + "`");
}

// DynamoDB itself. Tests run side by side: give every table a name of its own.
inline std::string test_endpoint() {
    return server_setting("MASTRA_TEST_ENDPOINT");
}

}  // namespace mastra::test
