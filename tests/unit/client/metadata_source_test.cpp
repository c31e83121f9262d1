#include "client/credentials/metadata_source.hpp"

#include "fake_aws.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace mastra::client {
namespace {

using namespace std::chrono_literals;
using test::config_path;
using test::fail_with;
using test::fake_aws;
using test::fake_machine;
using test::metadata_service;
using test::reply_with;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(metadata_source, asks_for_a_token_then_the_role_then_its_credentials) {
    fake_aws aws(fake_machine{}, metadata_service);
    const auto found = aws.run(fetch_from_metadata(aws.source())).value();
    EXPECT_EQ(found.access_key_id, "ASIA");
    EXPECT_EQ(found.expires_at, aws.clock.now() + 6h);
    ASSERT_EQ(aws.http->requests().size(), 3u);
    for (const http_request& sent : aws.http->requests()) {
        EXPECT_EQ(sent.deadline, aws.clock.steady_now() + 1s);
        EXPECT_EQ(sent.connect_timeout, 1s);
    }
}

TEST(metadata_source, is_asked_nothing_when_it_is_switched_off) {
    fake_aws aws(fake_machine{{{"AWS_EC2_METADATA_DISABLED", "true"}}, {}}, metadata_service);
    EXPECT_TRUE(aws.run(fetch_from_metadata(aws.source())).error().is(client_errc::no_credentials));
    EXPECT_TRUE(aws.http->requests().empty());
}

// Version 1 answers without a token; asking it after a refusal would undo what version 2 protects from.
TEST(metadata_source, says_nothing_when_no_token_is_given_and_never_asks_without_one) {
    for (const auto& outcome : {fail_with(client_errc::deadline_exceeded), fail_with(client_errc::connect_failed),
                                reply_with(403, "CANARY"), reply_with(404, "")}) {
        fake_aws aws(fake_machine{}, [&](const http_request&) { return outcome; });
        const auto found = aws.run(fetch_from_metadata(aws.source()));
        EXPECT_TRUE(found.error().is(client_errc::no_credentials));
        EXPECT_THAT(found.error().message(), Not(HasSubstr("CANARY")));
        EXPECT_EQ(aws.http->requests().size(), 1u);
    }
}

TEST(metadata_source, says_nothing_for_an_instance_without_a_role) {
    fake_aws aws(fake_machine{}, [](const http_request& request) {
        return request.method == "PUT" ? reply_with(200, "SESSION") : reply_with(404, "");
    });
    EXPECT_TRUE(aws.run(fetch_from_metadata(aws.source())).error().is(client_errc::no_credentials));
}

TEST(metadata_source, refuses_a_role_name_that_would_change_the_url) {
    for (const char* name : {"", "../../user-data", "a b", "a?b", "a%2fb"}) {
        fake_aws aws(fake_machine{}, [&](const http_request& request) {
            return reply_with(200, request.method == "PUT" ? "SESSION" : name);
        });
        EXPECT_TRUE(aws.run(fetch_from_metadata(aws.source())).error().is(client_errc::credentials_failed)) << name;
        EXPECT_EQ(aws.http->requests().size(), 2u);
    }
}

TEST(metadata_source, refuses_a_token_that_would_smuggle_a_header) {
    fake_aws aws(fake_machine{}, [](const http_request&) { return reply_with(200, "CANARY\r\nX: y"); });
    const auto found = aws.run(fetch_from_metadata(aws.source()));
    EXPECT_TRUE(found.error().is(client_errc::credentials_failed));
    EXPECT_THAT(found.error().message(), Not(HasSubstr("CANARY")));
}

TEST(metadata_source, goes_where_variables_or_the_profile_say) {
    const auto asked_at = [](const fake_machine& machine) {
        fake_aws aws(machine);
        (void)aws.run(fetch_from_metadata(aws.source()));
        return aws.http->requests().empty() ? std::string() : aws.http->requests()[0].url;
    };
    EXPECT_EQ(asked_at({{{"AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://localhost:1/"}}, {}}),
              "http://localhost:1/latest/api/token");
    EXPECT_EQ(asked_at({{{"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv6"}}, {}}),
              "http://[fd00:ec2::254]/latest/api/token");
    EXPECT_EQ(asked_at({{}, {{config_path, "[default]\nec2_metadata_service_endpoint_mode = IPv6\n"}}}),
              "http://[fd00:ec2::254]/latest/api/token");
    EXPECT_EQ(asked_at({{{"AWS_EC2_METADATA_SERVICE_ENDPOINT", "gopher://x"}}, {}}), "");
}

// AWS accepts them for a while when it cannot renew them; a whole fleet has lived through an outage by that.
TEST(metadata_source, goes_on_with_expired_credentials_and_logs_it) {
    fake_aws aws(fake_machine{}, metadata_service);
    aws.clock.advance(24h);
    const auto found = aws.run(fetch_from_metadata(aws.source())).value();
    EXPECT_EQ(found.expires_at, aws.clock.now() + 10min);
    ASSERT_EQ(aws.log.lines().size(), 1u);
    EXPECT_THAT(aws.log.lines()[0], HasSubstr("event=credentials_expired"));
    EXPECT_THAT(aws.log.lines()[0], Not(HasSubstr("CANARY")));
}

}  // namespace
}  // namespace mastra::client
