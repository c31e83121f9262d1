#include "client/credentials/profile_source.hpp"

#include "fake_aws.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace mastra::client {
namespace {

using namespace std::chrono_literals;
using test::config_path;
using test::credentials_path;
using test::fake_aws;
using test::fake_machine;
using test::header_of;
using test::reply_with;
using test::sts_reply;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(profile_source, takes_the_keys_of_the_chosen_profile) {
    fake_aws aws(fake_machine{{},
                              {{credentials_path,
                                "[dev]\naws_access_key_id = AKID\naws_secret_access_key = s\n"
                                "aws_session_token = t\n"}}},
                 nullptr, "dev");
    const auto found = aws.run(fetch_from_profile(aws.source())).value();
    EXPECT_EQ(found.access_key_id, "AKID");
    EXPECT_EQ(found.session_token.reveal(), "t");
    EXPECT_EQ(found.source, "profile dev");
}

TEST(profile_source, says_nothing_when_the_default_profile_is_missing_and_fails_when_a_named_one_is) {
    fake_aws unnamed(fake_machine{});
    EXPECT_TRUE(unnamed.run(fetch_from_profile(unnamed.source())).error().is(client_errc::no_credentials));
    fake_aws named(fake_machine{{{"AWS_PROFILE", "gone"}}, {}});
    const auto found = named.run(fetch_from_profile(named.source()));
    EXPECT_TRUE(found.error().is(client_errc::credentials_failed));
    EXPECT_THAT(found.error().message(), HasSubstr("profile gone"));
}

TEST(profile_source, says_nothing_for_a_profile_with_a_region_only) {
    fake_aws aws(fake_machine{{}, {{config_path, "[default]\nregion = eu-west-1\n"}}});
    EXPECT_TRUE(aws.run(fetch_from_profile(aws.source())).error().is(client_errc::no_credentials));
}

TEST(profile_source, asks_sts_for_the_role_with_the_keys_of_the_source_profile) {
    fake_aws aws(
        fake_machine{{},
                     {{config_path,
                       "[default]\nrole_arn = arn:aws:iam::1:role/a b\nsource_profile = base\nexternal_id = x&y\n"
                       "role_session_name = me\nduration_seconds = 3600\n"
                       "[profile base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = s\n"}}},
        [](const http_request&) { return reply_with(200, sts_reply); });
    const auto found = aws.run(fetch_from_profile(aws.source())).value();
    EXPECT_EQ(found.access_key_id, "ASIAROLE");
    EXPECT_EQ(found.secret_access_key.reveal(), "CANARY/SECRET+1");
    EXPECT_EQ(found.session_token.reveal(), "CANARY-TOKEN==");
    EXPECT_EQ(found.expires_at, aws.clock.now() + 1h);
    ASSERT_EQ(aws.http->requests().size(), 1u);
    const http_request& sent = aws.http->requests()[0];
    EXPECT_EQ(sent.url, "https://sts.eu-west-1.amazonaws.com");
    EXPECT_EQ(sent.body.view(),
              "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fa%20b&"
              "RoleSessionName=me&ExternalId=x%26y&DurationSeconds=3600");
    EXPECT_THAT(header_of(sent, "Authorization"),
                StartsWith("AWS4-HMAC-SHA256 Credential=AKIDBASE/20261122/eu-west-1/sts/aws4_request, "
                           "SignedHeaders=content-type;host;x-amz-date, Signature="));
}

TEST(profile_source, follows_a_chain_of_roles) {
    fake_aws aws(
        {{},
         {{config_path,
           "[profile c]\nrole_arn = arn:c\nsource_profile = b\n[profile b]\nrole_arn = arn:b\n"
           "source_profile = a\n[profile a]\naws_access_key_id = AKIDA\naws_secret_access_key = s\n"}}},
        [](const http_request&) { return reply_with(200, sts_reply); }, "c");
    ASSERT_TRUE(aws.run(fetch_from_profile(aws.source())).has_value());
    ASSERT_EQ(aws.http->requests().size(), 2u);
    EXPECT_THAT(aws.http->requests()[0].body.view(), HasSubstr("RoleArn=arn%3Ab"));
    EXPECT_THAT(header_of(aws.http->requests()[0], "Authorization"), HasSubstr("Credential=AKIDA/"));
    EXPECT_THAT(aws.http->requests()[1].body.view(), HasSubstr("RoleArn=arn%3Ac"));
    EXPECT_EQ(header_of(aws.http->requests()[1], "X-Amz-Security-Token"), "CANARY-TOKEN==");
}

TEST(profile_source, may_be_its_own_source_when_it_has_keys) {
    fake_aws aws(fake_machine{{},
                              {{config_path,
                                "[default]\nrole_arn = arn:a\nsource_profile = default\naws_access_key_id = AKID\n"
                                "aws_secret_access_key = s\n"}}},
                 [](const http_request&) { return reply_with(200, sts_reply); });
    EXPECT_EQ(aws.run(fetch_from_profile(aws.source())).value().access_key_id, "ASIAROLE");
    EXPECT_EQ(aws.http->requests().size(), 1u);
}

struct broken_profile {
    const char* config;
    const char* reason;
};
class broken_profile_test : public testing::TestWithParam<broken_profile> {};

TEST_P(broken_profile_test, fails_with_a_reason_and_without_a_request) {
    fake_aws aws(fake_machine{{}, {{config_path, GetParam().config}}});
    const auto found = aws.run(fetch_from_profile(aws.source()));
    ASSERT_TRUE(found.has_error());
    EXPECT_TRUE(found.error().is(client_errc::credentials_failed));
    EXPECT_THAT(found.error().message(), HasSubstr(GetParam().reason));
    EXPECT_THAT(found.error().message(), Not(HasSubstr("CANARY")));
    EXPECT_TRUE(aws.http->requests().empty());
}
INSTANTIATE_TEST_SUITE_P(
    each, broken_profile_test,
    testing::Values(
        broken_profile{"[default]\nrole_arn = a\nsource_profile = b\n[profile b]\nrole_arn = b\nsource_profile = "
                       "default\n",
                       "leads back"},
        broken_profile{"[default]\nrole_arn = a\nsource_profile = default\n", "leads back"},
        broken_profile{"[default]\nrole_arn = a\nsource_profile = gone\n", "profile gone"},
        broken_profile{"[default]\nrole_arn = a\ncredential_source = Moon\n", "credential_source must be"},
        broken_profile{"[default]\nrole_arn = a\n", "role_arn needs"},
        broken_profile{"[default]\nrole_arn = a\nmfa_serial = m\nsource_profile = b\n", "mfa_serial"},
        broken_profile{"[default]\nrole_arn = a\nduration_seconds = 5\nsource_profile = b\n"
                       "[profile b]\naws_access_key_id = A\naws_secret_access_key = CANARY\n",
                       "900 to 43200"},
        broken_profile{"[default]\naws_access_key_id = A\n", "secret access key is missing"},
        broken_profile{"[default]\naws_access_key_id = A\n  aws_secret_access_key = CANARY\n", "secret access key"},
        broken_profile{"[default]\naws_access_key_id = A\naws_secret_access_key = CANARY\n  more\n", "indentation"},
        broken_profile{"[default]\nsso_session = s\n", "not in the configuration"},
        broken_profile{"[default]\nsso_start_url = u\nsso_region = eu-west-1\n", "sso_account_id"},
        broken_profile{"[default]\ncredential_process = \"unclosed\n", "quote"}));

TEST(profile_source, takes_the_credentials_for_a_role_from_where_credential_source_says) {
    fake_aws aws(fake_machine{{{"AWS_ACCESS_KEY_ID", "AKIDENV"}, {"AWS_SECRET_ACCESS_KEY", "s"}},
                              {{config_path, "[default]\nrole_arn = a\ncredential_source = Environment\n"}}},
                 [](const http_request&) { return reply_with(200, sts_reply); });
    ASSERT_TRUE(aws.run(fetch_from_profile(aws.source())).has_value());
    EXPECT_THAT(header_of(aws.http->requests()[0], "Authorization"), HasSubstr("Credential=AKIDENV/"));
}

TEST(profile_source, tells_stss_error_code_and_nothing_else_of_its_answer) {
    fake_aws aws(fake_machine{{},
                              {{config_path,
                                "[default]\nrole_arn = arn:a\nsource_profile = b\n[profile b]\n"
                                "aws_access_key_id = A\naws_secret_access_key = CANARY\n"}}},
                 [](const http_request&) {
                     return reply_with(403,
                                       "<ErrorResponse><Error><Code>AccessDenied</Code><Message>CANARY</Message>"
                                       "</Error></ErrorResponse>");
                 });
    const std::string message = aws.run(fetch_from_profile(aws.source())).error().message();
    EXPECT_THAT(message, HasSubstr("HTTP 403 (AccessDenied)"));
    EXPECT_THAT(message, HasSubstr("arn:a"));
    EXPECT_THAT(message, Not(HasSubstr("CANARY")));
}

TEST(profile_source, asks_the_global_sts_endpoint_when_no_region_is_known) {
    fake_aws aws(fake_machine{{},
                              {{config_path,
                                "[default]\nrole_arn = arn:a\nsource_profile = b\n[profile b]\n"
                                "aws_access_key_id = A\naws_secret_access_key = s\n"}}},
                 [](const http_request&) { return reply_with(200, sts_reply); });
    source_context context = aws.source();
    context.region.clear();
    ASSERT_TRUE(aws.run(fetch_from_profile(context)).has_value());
    EXPECT_EQ(aws.http->requests()[0].url, "https://sts.amazonaws.com");
    EXPECT_THAT(header_of(aws.http->requests()[0], "Authorization"), HasSubstr("/us-east-1/sts/"));
}

}  // namespace
}  // namespace mastra::client
