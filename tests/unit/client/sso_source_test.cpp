#include "client/credentials/profile_source.hpp"

#include "fake_aws.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace mastra::client {
namespace {

using test::config_path;
using test::fake_aws;
using test::fake_machine;
using test::header_of;
using test::reply_with;
using ::testing::HasSubstr;
using ::testing::Not;

// SHA-1 of "corp", and of the start URL below: how the AWS command line names its files.
constexpr const char* session_cache = "/home/ada/.aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json";
constexpr const char* sso_profile =
    "[default]\nsso_session = corp\nsso_account_id = 123\nsso_role_name = dev ops\n"
    "[sso-session corp]\nsso_region = eu-north-1\nsso_start_url = https://x\n";
constexpr const char* sso_reply = R"({"roleCredentials":{"accessKeyId":"ASIASSO","secretAccessKey":"CANARY-SECRET",)"
                                  R"("sessionToken":"CANARY-TOKEN","expiration":1795356000000}})";

TEST(sso_source, exchanges_the_cached_token_for_the_roles_credentials) {
    fake_aws aws(
        fake_machine{{},
                     {{config_path, sso_profile},
                      {session_cache, R"({"accessToken":"CANARY-BEARER","expiresAt":"2026-11-22T20:00:00Z"})"}}},
        [](const http_request&) { return reply_with(200, sso_reply); });
    const auto found = aws.run(fetch_from_profile(aws.source()));
    ASSERT_TRUE(found.has_value()) << found.error().message();
    EXPECT_EQ(found->access_key_id, "ASIASSO");
    EXPECT_EQ(found->expires_at, timestamp(std::chrono::milliseconds(1795356000000)));
    const http_request& sent = aws.http->requests().at(0);
    EXPECT_EQ(sent.method, "GET");
    EXPECT_EQ(sent.url,
              "https://portal.sso.eu-north-1.amazonaws.com/federation/credentials?account_id=123&"
              "role_name=dev%20ops");
    EXPECT_EQ(header_of(sent, "x-amz-sso_bearer_token"), "CANARY-BEARER");
}

TEST(sso_source, understands_the_older_form_with_a_start_url) {
    constexpr const char* url_cache = "/home/ada/.aws/sso/cache/13f9d35043871d073ab260e020f0ffde092cb14b.json";
    fake_aws aws(fake_machine{{},
                              {{config_path,
                                "[default]\nsso_start_url = https://d-92671207e4.awsapps.com/start\n"
                                "sso_region = eu-west-1\nsso_account_id = 1\nsso_role_name = r\n"},
                               {url_cache, R"({"accessToken":"CANARY","expiresAt":"2026-11-22T20:00:00UTC"})"}}},
                 [](const http_request&) { return reply_with(200, sso_reply); });
    const auto found = aws.run(fetch_from_profile(aws.source()));
    EXPECT_TRUE(found.has_value()) << found.error().message();
}

TEST(sso_source, says_what_to_do_when_the_token_is_missing_old_or_broken) {
    for (const char* file :
         {"", R"({"accessToken":"CANARY","expiresAt":"2026-11-22T11:00:00Z"})", "CANARY",
          R"({"accessToken":"CANARY\r\nX: y","expiresAt":"2026-11-22T20:00:00Z"})", R"({"accessToken":"CANARY"})"}) {
        fake_machine machine{{}, {{config_path, sso_profile}}};
        if (*file != '\0') {
            machine.files[session_cache] = file;
        }
        fake_aws aws(machine);
        const auto found = aws.run(fetch_from_profile(aws.source()));
        EXPECT_TRUE(found.error().is(client_errc::credentials_failed));
        EXPECT_THAT(found.error().message(), HasSubstr("aws sso login"));
        EXPECT_THAT(found.error().message(), Not(HasSubstr("CANARY")));
        EXPECT_TRUE(aws.http->requests().empty());
    }
}

TEST(sso_source, says_what_to_do_when_the_token_is_refused) {
    fake_aws aws(fake_machine{{},
                              {{config_path, sso_profile},
                               {session_cache, R"({"accessToken":"CANARY","expiresAt":"2026-11-22T20:00:00Z"})"}}},
                 [](const http_request&) { return reply_with(401, "CANARY"); });
    const std::string message = aws.run(fetch_from_profile(aws.source())).error().message();
    EXPECT_THAT(message, HasSubstr("aws sso login"));
    EXPECT_THAT(message, Not(HasSubstr("CANARY")));
}

}  // namespace
}  // namespace mastra::client
