#include "client/credentials/web_identity_source.hpp"

#include "fake_aws.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace mastra::client {
namespace {

using test::fake_aws;
using test::fake_machine;
using test::header_of;
using test::pod;
using test::reply_with;
using test::sts_reply;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(web_identity_source, sends_the_files_token_unsigned) {
    fake_aws aws(pod(), [](const http_request&) { return reply_with(200, sts_reply); });
    const auto found = aws.run(fetch_by_web_identity(aws.source())).value();
    EXPECT_EQ(found.access_key_id, "ASIAROLE");
    EXPECT_EQ(aws.http->requests().at(0).body.view(),
              "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn%3Apod&"
              "RoleSessionName=pod&WebIdentityToken=CANARY.JWT");
    EXPECT_EQ(header_of(aws.http->requests()[0], "Authorization"), "");
}

TEST(web_identity_source, fails_without_a_role_or_a_readable_token) {
    fake_machine no_role = pod();
    no_role.variables.erase("AWS_ROLE_ARN");
    fake_machine no_file = pod();
    no_file.files.clear();
    for (const fake_machine& machine : {no_role, no_file}) {
        fake_aws aws(machine);
        EXPECT_TRUE(aws.run(fetch_by_web_identity(aws.source())).error().is(client_errc::credentials_failed));
    }
}

TEST(web_identity_source, keeps_the_token_out_of_its_errors) {
    for (const int status : {400, 200}) {
        fake_aws aws(pod(), [&](const http_request& request) { return reply_with(status, std::string(request.body)); });
        const auto found = aws.run(fetch_by_web_identity(aws.source()));
        EXPECT_TRUE(found.error().is(client_errc::credentials_failed));
        EXPECT_THAT(found.error().message(), Not(HasSubstr("CANARY")));
    }
}

// One lost connection or one HTTP 500 must not fail the first calls of a fresh process.
TEST(web_identity_source, is_asked_a_second_time_after_a_server_error) {
    int calls = 0;
    fake_aws aws(pod(),
                 [&](const http_request&) { return ++calls == 1 ? reply_with(500, "") : reply_with(200, sts_reply); });
    EXPECT_TRUE(aws.run(fetch_by_web_identity(aws.source())).has_value());
    fake_aws down(pod(), [&](const http_request&) { return reply_with(503, ""); });
    EXPECT_TRUE(down.run(fetch_by_web_identity(down.source())).has_error());
    EXPECT_EQ(down.http->requests().size(), 2u);
}

}  // namespace
}  // namespace mastra::client
