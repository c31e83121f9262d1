#include "client/credentials/child_process.hpp"
#include "client/credentials/process_source.hpp"
#include "client/credentials/profile_source.hpp"
#include "credentials/credential_server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/wait.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <string>
#include <vector>

namespace mastra::client {
namespace {

using namespace std::chrono_literals;
using test::fake_machine;
using test::real_world;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* good_json = R"({"Version":1,"AccessKeyId":"AKID","SecretAccessKey":"CANARY","SessionToken":"t",)"
                                  R"("Expiration":"2099-01-01T00:00:00Z"})";

result<credentials> fetch(const std::string& command) {
    real_world world(fake_machine{});
    return world.run(fetch_from_process(command, "profile p"));
}
result<program_result> run(std::vector<std::string> words, program_limits limits = {}) {
    real_world world(fake_machine{});
    return world.run(run_program(std::move(words), limits));
}
bool has_no_child() {
    return ::waitpid(-1, nullptr, WNOHANG) < 0 && errno == ECHILD;
}

TEST(process_source, reads_the_credentials_that_a_program_prints) {
    real_world world(fake_machine{
        {}, {{test::config_path, std::string("[default]\ncredential_process = /bin/echo '") + good_json + "'\n"}}});
    const auto found = world.run(fetch_from_profile(world.source()));
    ASSERT_TRUE(found.has_value()) << found.error().message();
    EXPECT_EQ(found->access_key_id, "AKID");
    EXPECT_EQ(found->session_token.reveal(), "t");
    EXPECT_TRUE(found->expires_at.has_value());
    EXPECT_EQ(found->source, "profile default");
    EXPECT_TRUE(has_no_child());
}

struct bad_program {
    const char* command;
    const char* reason;
};
class bad_program_test : public testing::TestWithParam<bad_program> {};

TEST_P(bad_program_test, fails_with_a_reason_and_without_its_output) {
    const auto found = fetch(GetParam().command);
    ASSERT_TRUE(found.has_error());
    EXPECT_TRUE(found.error().is(client_errc::credentials_failed));
    EXPECT_THAT(found.error().message(), HasSubstr(GetParam().reason));
    EXPECT_THAT(found.error().message(), Not(HasSubstr("CANARY")));
    EXPECT_TRUE(has_no_child());
}
INSTANTIATE_TEST_SUITE_P(
    each, bad_program_test,
    testing::Values(bad_program{"/no/such/program", "cannot be started"}, bad_program{"", "empty"},
                    bad_program{"/bin/sh -c 'echo CANARY; exit 3'", "status 3"},
                    bad_program{"/bin/sh -c 'kill -9 $$'", "status 137"}, bad_program{"/bin/echo CANARY", "Version"},
                    bad_program{"/bin/echo '{\"Version\":2,\"AccessKeyId\":\"CANARY\"}'", "Version"},
                    bad_program{"/bin/echo '{\"Version\":1,\"SecretAccessKey\":\"CANARY\"}'", "access key id"},
                    bad_program{
                        "/bin/echo '{\"Version\":1,\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"CANARY CANARY\"}'",
                        "white space"}));

// No shell looks at the command: nothing in it can start a second program.
TEST(run_program, gives_the_words_to_the_program_as_they_are) {
    const auto ended = run({"/bin/echo", "a b", "$(id)", "`id`", ";", "|", "*", ""});
    EXPECT_EQ(ended.value().output.reveal(), "a b $(id) `id` ; | * \n");
}

TEST(run_program, ends_a_program_that_runs_too_long_and_its_children) {
    for (const char* script :
         {"sleep 60", "sleep 60 & wait", "exec >&-; sleep 60", "trap '' TERM; sleep 60; sleep 60"}) {
        const auto start = std::chrono::steady_clock::now();
        const auto ended = run({"/bin/sh", "-c", script}, {.timeout = 200ms});
        EXPECT_THAT(ended.error().message(), HasSubstr("too long")) << script;
        EXPECT_LT(std::chrono::steady_clock::now() - start, 10s);
        EXPECT_TRUE(has_no_child());
    }
}

TEST(run_program, ends_a_program_that_prints_too_much) {
    const auto ended = run({"/bin/sh", "-c", "while :; do echo yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy; done"});
    EXPECT_THAT(ended.error().message(), HasSubstr("too much"));
    EXPECT_TRUE(has_no_child());
}

TEST(run_program, gives_no_input_and_no_descriptor_to_the_program) {
    const auto ended = run({"/bin/sh", "-c", "cat; for fd in /proc/self/fd/*; do echo ${fd##*/}; done"});
    EXPECT_THAT(std::string(ended.value().output.reveal()), Not(HasSubstr("\n5\n")));
}

TEST(run_program, understands_a_process_that_ignores_sigchld) {
    struct restore {
        ~restore() { std::signal(SIGCHLD, SIG_DFL); }
    } const restoring;
    std::signal(SIGCHLD, SIG_IGN);
    EXPECT_EQ(run({"/bin/echo", "x"}).value().output.reveal(), "x\n");
}

TEST(run_program, leaves_no_child_when_its_coroutine_is_destroyed) {
    {
        boost::asio::io_context context;
        boost::asio::co_spawn(context, run_program({"/bin/sleep", "60"}, {}), boost::asio::detached);
        context.poll();
    }
    EXPECT_TRUE(has_no_child());
}

}  // namespace
}  // namespace mastra::client
