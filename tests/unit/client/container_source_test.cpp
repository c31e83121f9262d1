#include "client/credentials/container_source.hpp"

#include "fake_aws.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <utility>

namespace mastra::client {
namespace {

using namespace std::chrono_literals;
using test::fake_aws;
using test::fake_machine;
using test::header_of;
using test::metadata_reply;
using test::reply_with;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(container_source, asks_the_ecs_address_for_a_relative_uri) {
    fake_aws aws(fake_machine{{{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/1"}}, {}},
                 [](const http_request&) { return reply_with(200, metadata_reply); });
    const auto found = aws.run(fetch_from_container(aws.source())).value();
    EXPECT_EQ(found.session_token.reveal(), "CANARY-TOKEN");
    EXPECT_EQ(found.source, "container");
    EXPECT_EQ(aws.http->requests().at(0).url, "http://169.254.170.2/v2/credentials/1");
    EXPECT_EQ(aws.http->requests()[0].deadline, aws.clock.steady_now() + 2s);
}

TEST(container_source, sends_the_token_of_eks_pod_identity_and_prefers_the_file) {
    fake_aws aws(fake_machine{{{"AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://169.254.170.23/v1/credentials"},
                               {"AWS_CONTAINER_AUTHORIZATION_TOKEN", "variable"},
                               {"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/token"}},
                              {{"/token", "from-file\n"}}},
                 [](const http_request&) { return reply_with(200, metadata_reply); });
    ASSERT_TRUE(aws.run(fetch_from_container(aws.source())).has_value());
    EXPECT_EQ(header_of(aws.http->requests().at(0), "Authorization"), "from-file");
}

TEST(container_source, accepts_loopback_https_and_the_known_addresses_only) {
    const auto is_asked = [](const char* uri) {
        fake_aws aws(fake_machine{{{"AWS_CONTAINER_CREDENTIALS_FULL_URI", uri}}, {}},
                     [](const http_request&) { return reply_with(200, metadata_reply); });
        return aws.run(fetch_from_container(aws.source())).has_value();
    };
    for (const char* good :
         {"http://localhost:1338/a/b?id=1", "http://127.0.0.1/x", "http://[::1]:80/x", "https://example.com/x",
          "http://169.254.170.2/x", "http://169.254.170.23/v1", "http://[fd00:ec2::23]/v1"}) {
        EXPECT_TRUE(is_asked(good)) << good;
    }
    for (const char* bad : {"http://example.com/x", "http://169.254.169.254/x", "http://169.254.170.2:8080/x",
                            "http://169.254.170.2@evil.com/x", "http://169.254.170.22/x", "http://169.254.170.233/x",
                            "ftp://localhost", "http://localhost/x?a b", "http://10.0.0.1/x"}) {
        EXPECT_FALSE(is_asked(bad)) << bad;
    }
}

TEST(container_source, refuses_a_relative_uri_that_leaves_the_address) {
    for (const char* bad : {"@evil.com/x", ".evil.com", "x"}) {
        fake_aws aws(fake_machine{{{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", bad}}, {}});
        EXPECT_TRUE(aws.run(fetch_from_container(aws.source())).error().is(client_errc::credentials_failed)) << bad;
        EXPECT_TRUE(aws.http->requests().empty());
    }
}

TEST(container_source, refuses_a_token_with_a_line_break) {
    fake_aws aws(fake_machine{{{"AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://localhost/x"},
                               {"AWS_CONTAINER_AUTHORIZATION_TOKEN", "CANARY\r\nX: y"}},
                              {}});
    const auto found = aws.run(fetch_from_container(aws.source()));
    EXPECT_TRUE(found.error().is(client_errc::credentials_failed));
    EXPECT_THAT(found.error().message(), Not(HasSubstr("CANARY")));
}

TEST(container_source, keeps_the_answer_out_of_its_errors) {
    for (const auto& [status, body] :
         {std::pair{404, "CANARY"}, std::pair{200, "CANARY"}, std::pair{200, R"({"AccessKeyId":"A","Token":"CANARY"})"},
          std::pair{200, R"({"AccessKeyId":"A","SecretAccessKey":"CANARY","Expiration":"CANARY"})"}}) {
        fake_aws aws(fake_machine{{{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/x"}}, {}},
                     [&, status = status, body = body](const http_request&) { return reply_with(status, body); });
        const auto found = aws.run(fetch_from_container(aws.source()));
        EXPECT_TRUE(found.error().is(client_errc::credentials_failed));
        EXPECT_THAT(found.error().message(), Not(HasSubstr("CANARY")));
    }
}

}  // namespace
}  // namespace mastra::client
