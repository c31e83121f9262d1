// The program against endpoints that do not work: each fault is one sentence with the right code, and no secret is
// shown.
#include "cli/cli_process.hpp"
#include "cli/process/stub_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <string>
#include <thread>
#include <vector>

namespace mastra::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

std::string error_document(const std::string& type, const std::string& message) {
    return R"({"__type":"com.amazon.coral.service#)" + type + R"(","message":")" + message + "\"}";
}

void expect_one_sentence(const cli_result& result, int exit_code, const std::string& words) {
    EXPECT_EQ(result.exit_code, exit_code) << result.err;
    EXPECT_THAT(result.out, IsEmpty());
    EXPECT_THAT(result.err, AllOf(StartsWith("error: "), HasSubstr(words)));
    EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << result.err;
}

TEST(bad_endpoint, where_nothing_listens_is_code_4_and_tells_what_to_check) {
    const std::string endpoint = "http://127.0.0.1:" + std::to_string(free_port());
    expect_one_sentence(run_cli({"thread", "show", "t-1", "--table", "x", "--endpoint", endpoint}), 4,
                        "check the endpoint");
}

TEST(bad_endpoint, that_is_not_allowed_is_code_2_and_nothing_is_sent) {
    expect_one_sentence(run_cli({"thread", "show", "t-1", "--table", "x", "--endpoint", "http://192.0.2.1:8000"}), 2,
                        "use https, or http on a loopback address");
}

TEST(bad_endpoint, that_is_no_dynamodb_is_code_7) {
    const stub_server web(200, "<html>Hello</html>");
    expect_one_sentence(run_cli({"thread", "show", "t-1", "--table", "x", "--endpoint", web.endpoint()}), 7,
                        "check that the endpoint is a DynamoDB endpoint");
}

TEST(bad_endpoint, that_never_answers_ends_at_the_timeout_with_code_4) {
    const stub_server silent(200, "");
    expect_one_sentence(
        run_cli({"thread", "show", "t-1", "--table", "x", "--endpoint", silent.endpoint(), "--timeout", "0.3"}), 4,
        "--timeout");
}

TEST(bad_credentials, that_expired_are_code_3_and_tell_to_refresh) {
    const stub_server server(
        400, error_document("ExpiredTokenException", "The security token included in the request is expired"));
    expect_one_sentence(run_cli({"thread", "show", "t-1", "--table", "x", "--endpoint", server.endpoint()}), 3,
                        "refresh the credentials");
}

TEST(bad_credentials, that_are_absent_are_code_3_and_tell_how_to_give_them) {
    const stub_server server(200, "{}");
    const cli_result result = run_cli({"thread", "show", "t-1", "--table", "x", "--endpoint", server.endpoint()},
                                      {.environment = {{"AWS_ACCESS_KEY_ID", ""}, {"AWS_SECRET_ACCESS_KEY", ""}}});
    expect_one_sentence(result, 3, "AWS_ACCESS_KEY_ID");
    EXPECT_EQ(server.requests(), 0);
}

TEST(bad_table, that_is_missing_is_code_1_and_tells_how_to_create_it) {
    const stub_server server(400, error_document("ResourceNotFoundException", "Requested resource not found"));
    expect_one_sentence(run_cli({"thread", "show", "t-1", "--table", "x", "--endpoint", server.endpoint()}), 1,
                        "mastra-dynamodb table create");
}

TEST(bad_id, that_is_empty_or_too_long_is_code_2_and_nothing_is_sent) {
    const stub_server server(200, "{}");
    for (const std::string& id : {std::string(), std::string(3'000, 'x'), std::string("\xff\xfe")}) {
        const cli_result result = run_cli({"thread", "show", id, "--table", "x", "--endpoint", server.endpoint()});
        EXPECT_EQ(result.exit_code, 2) << result.err;
        EXPECT_THAT(result.err, StartsWith("error: "));
    }
    EXPECT_EQ(server.requests(), 0);
}

TEST(bad_input, that_is_not_json_names_its_line_and_nothing_is_sent) {
    const stub_server server(200, "{}");
    const cli_result result = run_cli(
        {"message", "import", "-", "--table", "x", "--thread", "t", "--resource", "r", "--endpoint", server.endpoint()},
        {.standard_input = "{\"content\":\"fine\"}\nnot json\n"});
    expect_one_sentence(result, 2, "nothing was imported: line 2: ");
    EXPECT_EQ(server.requests(), 0);
}

// SIGINT cancels what is under way: one line, code 130, and promptly.
TEST(interrupt, ends_a_waiting_command_with_code_130) {
    const stub_server silent(200, "");
    cli_run run({"thread", "show", "t-1", "--table", "x", "--endpoint", silent.endpoint()});
    while (silent.requests() == 0) {
        std::this_thread::yield();
    }
    run.send_signal(SIGINT);
    const cli_result result = run.wait();
    EXPECT_EQ(result.exit_code, 130);
    EXPECT_EQ(result.err, "error: interrupted\n");
}

// Whatever happens, no part of a secret is printed: not with --verbose, not in an error, not as JSON.
TEST(secrets, never_appear_in_any_output) {
    const std::map<std::string, std::string> canaries = {{"AWS_ACCESS_KEY_ID", "CANARYACCESSKEYID"},
                                                         {"AWS_SECRET_ACCESS_KEY", "CANARY-SECRET-KEY"},
                                                         {"AWS_SESSION_TOKEN", "CANARY-SESSION-TOKEN"}};
    const stub_server good(200, R"({"Item":{}})");
    const stub_server expired(400, error_document("ExpiredTokenException", "expired"));
    const stub_server broken(500, "Internal Server Error");
    const std::string nowhere = "http://127.0.0.1:" + std::to_string(free_port());
    for (const std::string& endpoint : {good.endpoint(), expired.endpoint(), broken.endpoint(), nowhere}) {
        for (const char* format : {"--verbose", "--json"}) {
            const cli_result result =
                run_cli({"thread", "show", "t-1", "--table", "x", "--endpoint", endpoint, "--verbose", format},
                        {.environment = canaries});
            EXPECT_THAT(result.out + result.err, Not(HasSubstr("CANARY"))) << endpoint;
            EXPECT_THAT(result.err, HasSubstr("request"));
        }
    }
}

}  // namespace
}  // namespace mastra::test
