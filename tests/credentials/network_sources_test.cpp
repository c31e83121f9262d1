#include "client/credentials/container_source.hpp"
#include "client/credentials/credentials_cache.hpp"
#include "client/credentials/default_chain.hpp"
#include "client/credentials/metadata_source.hpp"
#include "client/credentials/profile_source.hpp"
#include "client/credentials/web_identity_source.hpp"
#include "credentials/credential_server.hpp"

#include <boost/asio/thread_pool.hpp>
#include <boost/asio/post.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

namespace mastra::client {
namespace {

using namespace std::chrono_literals;
using test::credential_server;
using test::fake_machine;
using test::real_world;
using test::service_reply;
using test::stub_connection;
using test::stub_request;
using test::stub_server;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* agent_reply = R"({"AccessKeyId":"ASIA","SecretAccessKey":"CANARY-SECRET","Token":"CANARY-TOKEN",)"
                                    R"("Expiration":"2099-01-01T00:00:00Z"})";
constexpr const char* sts_reply =
    "<R><Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>CANARY-SECRET</SecretAccessKey>"
    "<SessionToken>CANARY-TOKEN</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></R>";

TEST(container_source_over_http, gets_credentials_with_its_token) {
    credential_server agent([](const stub_request&) { return service_reply{200, agent_reply}; });
    real_world world(fake_machine{{{"AWS_CONTAINER_CREDENTIALS_FULL_URI", agent.url() + "/v1/credentials?id=1"},
                                   {"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/token"}},
                                  {{"/token", "POD-TOKEN"}}});
    const auto found = world.run(fetch_from_container(world.source()));
    ASSERT_TRUE(found.has_value()) << found.error().message();
    EXPECT_EQ(found->access_key_id, "ASIA");
    const std::string head = agent.requests().at(0).head;
    EXPECT_THAT(head, StartsWith("GET /v1/credentials?id=1 HTTP/1.1\r\n"));
    EXPECT_THAT(head, HasSubstr("\r\nAuthorization: POD-TOKEN\r\n"));
}

TEST(metadata_source_over_http, gets_credentials_in_three_requests) {
    credential_server metadata([](const stub_request& request) {
        if (request.head.starts_with("PUT /latest/api/token ")) {
            return service_reply{200, "SESSION"};
        }
        const bool authorized = request.head.find("X-aws-ec2-metadata-token: SESSION") != std::string::npos;
        const bool list = request.head.starts_with("GET /latest/meta-data/iam/security-credentials/ ");
        return authorized ? service_reply{200, list ? "role" : agent_reply} : service_reply{401, ""};
    });
    real_world world(fake_machine{{{"AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.url()}}, {}});
    const auto found = world.run(fetch_from_metadata(world.source()));
    ASSERT_TRUE(found.has_value()) << found.error().message();
    EXPECT_EQ(found->session_token.reveal(), "CANARY-TOKEN");
    EXPECT_EQ(metadata.requests().size(), 3u);
}

TEST(profile_source_over_http, assumes_its_role_with_a_signed_request) {
    credential_server sts([](const stub_request&) { return service_reply{200, sts_reply}; });
    real_world world(fake_machine{{{"AWS_ENDPOINT_URL_STS", sts.url()}},
                                  {{test::config_path,
                                    "[default]\nrole_arn = arn:r\nsource_profile = b\n[profile b]\naws_access_key_id = "
                                    "AKIDBASE\naws_secret_access_key = s\n"}}});
    const auto found = world.run(fetch_from_profile(world.source()));
    ASSERT_TRUE(found.has_value()) << found.error().message();
    EXPECT_EQ(found->access_key_id, "ASIAROLE");
    EXPECT_THAT(sts.requests().at(0).head, HasSubstr("Authorization: AWS4-HMAC-SHA256 Credential=AKIDBASE/"));
    EXPECT_THAT(sts.requests().at(0).body, StartsWith("Action=AssumeRole&"));
}

TEST(web_identity_source_over_http, sends_its_token_to_sts) {
    credential_server sts([](const stub_request&) { return service_reply{200, sts_reply}; });
    real_world world(fake_machine{
        {{"AWS_ENDPOINT_URL", sts.url()}, {"AWS_ROLE_ARN", "arn:r"}, {"AWS_WEB_IDENTITY_TOKEN_FILE", "/token"}},
        {{"/token", "JWT"}}});
    const auto found = world.run(fetch_by_web_identity(world.source()));
    ASSERT_TRUE(found.has_value()) << found.error().message();
    EXPECT_THAT(sts.requests().at(0).body, HasSubstr("&WebIdentityToken=JWT"));
}

TEST(sso_source_over_http, exchanges_its_token_for_credentials) {
    credential_server portal([](const stub_request&) {
        return service_reply{200, R"({"roleCredentials":{"accessKeyId":"ASIASSO","secretAccessKey":"s",)"
                                  R"("sessionToken":"t","expiration":4070908800000}})"};
    });
    real_world world(fake_machine{{{"AWS_ENDPOINT_URL_SSO", portal.url()}},
                                  {{test::config_path,
                                    "[default]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = r\n"
                                    "[sso-session corp]\nsso_region = eu-north-1\n"},
                                   {"/home/ada/.aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json",
                                    R"({"accessToken":"BEARER","expiresAt":"2099-01-01T00:00:00Z"})"}}});
    const auto found = world.run(fetch_from_profile(world.source()));
    ASSERT_TRUE(found.has_value()) << found.error().message();
    EXPECT_EQ(found->access_key_id, "ASIASSO");
    EXPECT_THAT(portal.requests().at(0).head, StartsWith("GET /federation/credentials?account_id=1&role_name=r "));
    EXPECT_THAT(portal.requests().at(0).head, HasSubstr("\r\nx-amz-sso_bearer_token: BEARER\r\n"));
}

// A redirect could carry the token of a container to anybody.
TEST(container_source_over_http, does_not_follow_a_redirect) {
    credential_server elsewhere([](const stub_request&) { return service_reply{200, agent_reply}; });
    stub_server redirecting([&](stub_connection& connection) {
        stub_request request;
        while (connection.read_request(request)) {
            connection.reply(302, "", "Location: " + elsewhere.url() + "/\r\n");
        }
    });
    real_world world(fake_machine{{{"AWS_CONTAINER_CREDENTIALS_FULL_URI", redirecting.url()}}, {}});
    EXPECT_TRUE(world.run(fetch_from_container(world.source())).error().is(client_errc::credentials_failed));
    EXPECT_TRUE(elsewhere.requests().empty());
}

// Pain 32: probing an address where nobody answers must not stall the start for long.
TEST(default_chain_over_http, gives_up_on_a_black_hole_in_less_than_two_seconds) {
    stub_server black_hole([](stub_connection& connection) { connection.be_silent(); });
    real_world world(fake_machine{{{"AWS_EC2_METADATA_SERVICE_ENDPOINT", black_hole.url()}}, {}});
    const auto start = std::chrono::steady_clock::now();
    const auto found = world.run(default_credentials(world.source())->fetch());
    EXPECT_LT(std::chrono::steady_clock::now() - start, 2s);
    EXPECT_TRUE(found.error().is(client_errc::no_credentials));
    EXPECT_THAT(found.error().message(), HasSubstr("instance metadata: " + black_hole.url() + " does not answer"));
}

// Pain 31: under load every life of the credentials costs one request, and nobody is turned away meanwhile.
TEST(credentials_cache_over_http, asks_once_for_each_life_under_load) {
    std::atomic<int> lives = 0;
    credential_server agent([&](const stub_request&) {
        const std::string end =
            ++lives == 1 ? to_iso_string(mastra::system_clock().now() + 1s) : "2099-01-01T00:00:00Z";
        return service_reply{200,
                             R"({"AccessKeyId":"A","SecretAccessKey":"s","Token":"t","Expiration":")" + end + "\"}"};
    });
    boost::asio::thread_pool pool(4);
    const source_context context{
        test::settings_of(fake_machine{{{"AWS_CONTAINER_CREDENTIALS_FULL_URI", agent.url()}}, {}}),
        make_curl_transport(client_strand(pool.get_executor()), {}),
        &mastra::system_clock(),
        {},
        "eu-west-1",
        endpoint_rules::strict};
    const auto cache = std::make_shared<credentials_cache>(
        pool.get_executor(), default_credentials(context), mastra::system_clock(), logger{},
        credentials_cache_options{.advisory_refresh = 0ms, .mandatory_refresh = 0ms, .pause_between_fetches = 0ms});
    std::atomic<int> failures = 0;
    const auto ask = [&] {
        if (!cache->try_get()) {
            cache->async_get([&](const result<credentials_ptr>& got) { failures += got.has_error() ? 1 : 0; });
        }
    };
    const auto end = std::chrono::steady_clock::now() + 1500ms;
    while (std::chrono::steady_clock::now() < end) {
        boost::asio::post(pool, ask);
        std::this_thread::yield();
    }
    pool.join();
    EXPECT_EQ(failures, 0);
    EXPECT_EQ(lives, 2);
}

// Pain 35, over the real transport: whatever a service says, nothing of it reaches an error or a log.
TEST(network_sources, never_repeat_what_a_service_said) {
    for (const int status : {200, 400, 500}) {
        credential_server service([&](const stub_request&) {
            return service_reply{status, R"({"AccessKeyId":"CANARY","Token":"CANARY","message":"CANARY"})"};
        });
        real_world world(fake_machine{{{"AWS_CONTAINER_CREDENTIALS_FULL_URI", service.url()},
                                       {"AWS_CONTAINER_AUTHORIZATION_TOKEN", "CANARY"},
                                       {"AWS_ENDPOINT_URL_STS", service.url()},
                                       {"AWS_ROLE_ARN", "arn:r"},
                                       {"AWS_WEB_IDENTITY_TOKEN_FILE", "/token"},
                                       {"AWS_EC2_METADATA_SERVICE_ENDPOINT", service.url()}},
                                      {{"/token", "CANARY"}}});
        for (auto* fetch : {fetch_from_container, fetch_by_web_identity, fetch_from_metadata}) {
            const auto found = world.run(fetch(world.source()));
            ASSERT_TRUE(found.has_error());
            EXPECT_THAT(found.error().message(), Not(HasSubstr("CANARY")));
        }
        EXPECT_FALSE(world.log.contains("CANARY"));
    }
}

}  // namespace
}  // namespace mastra::client
