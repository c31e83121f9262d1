#include "client/credentials/environment_source.hpp"

#include "fake_aws.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace mastra::client {
namespace {

using namespace std::chrono_literals;
using test::fake_aws;
using test::fake_machine;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(environment_source, takes_the_three_variables) {
    fake_aws aws(fake_machine{{{"AWS_ACCESS_KEY_ID", "AKID"},
                               {"AWS_SECRET_ACCESS_KEY", "s"},
                               {"AWS_SESSION_TOKEN", "t"},
                               {"AWS_CREDENTIAL_EXPIRATION", "2026-11-22T13:00:00Z"}},
                              {}});
    const auto found = aws.run(fetch_from_environment(aws.source())).value();
    EXPECT_EQ(found.access_key_id, "AKID");
    EXPECT_EQ(found.secret_access_key.reveal(), "s");
    EXPECT_EQ(found.session_token.reveal(), "t");
    EXPECT_EQ(found.expires_at, aws.clock.now() + 1h);
    EXPECT_EQ(found.source, "environment");
}

TEST(environment_source, says_nothing_without_keys_and_fails_on_half_of_them) {
    fake_aws none(fake_machine{});
    EXPECT_TRUE(none.run(fetch_from_environment(none.source())).error().is(client_errc::no_credentials));
    fake_aws half(fake_machine{{{"AWS_ACCESS_KEY_ID", "AKID"}}, {}});
    EXPECT_TRUE(half.run(fetch_from_environment(half.source())).error().is(client_errc::credentials_failed));
}

// A key with a line break would smuggle a header into every request.
TEST(environment_source, refuses_a_key_that_cannot_be_in_a_header) {
    fake_aws aws(fake_machine{{{"AWS_ACCESS_KEY_ID", "AKID\r\nX: y"}, {"AWS_SECRET_ACCESS_KEY", "CANARY"}}, {}});
    const auto found = aws.run(fetch_from_environment(aws.source()));
    EXPECT_TRUE(found.error().is(client_errc::credentials_failed));
    EXPECT_THAT(found.error().message(), Not(HasSubstr("CANARY")));
}

}  // namespace
}  // namespace mastra::client
