#include "client/credentials/default_chain.hpp"

#include "fake_aws.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace mastra::client {
namespace {

using test::credentials_path;
using test::fake_aws;
using test::fake_machine;
using test::metadata_reply;
using test::metadata_service;
using test::pod;
using test::reply_with;
using test::sts_reply;
using ::testing::HasSubstr;

fake_machine everything() {
    fake_machine machine = pod();
    machine.variables.insert({{"AWS_ACCESS_KEY_ID", "AKIDENV"},
                              {"AWS_SECRET_ACCESS_KEY", "s"},
                              {"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/x"}});
    machine.files[credentials_path] = "[default]\naws_access_key_id = AKIDFILE\naws_secret_access_key = s\n";
    return machine;
}

transport_result every_service(const http_request& request) {
    if (request.url.starts_with("https://sts.")) {
        return reply_with(200, sts_reply);
    }
    return request.url.starts_with("http://169.254.170.2/") ? reply_with(200, metadata_reply)
                                                            : metadata_service(request);
}

TEST(default_chain, asks_the_sources_in_awss_order) {
    fake_machine machine = everything();
    const auto source_now = [&] {
        fake_aws aws(machine, every_service);
        return aws.run(default_credentials(aws.source())->fetch()).value().source;
    };
    EXPECT_EQ(source_now(), "environment");
    machine.variables.erase("AWS_ACCESS_KEY_ID");
    machine.variables.erase("AWS_SECRET_ACCESS_KEY");
    EXPECT_EQ(source_now(), "profile default");
    machine.files.erase(credentials_path);
    EXPECT_EQ(source_now(), "web identity");
    machine.variables.erase("AWS_WEB_IDENTITY_TOKEN_FILE");
    EXPECT_EQ(source_now(), "container");
    machine.variables.erase("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    EXPECT_EQ(source_now(), "instance metadata");
}

TEST(default_chain, asks_only_the_profile_that_was_named_in_code) {
    fake_machine machine = everything();
    machine.files[credentials_path] = "[dev]\naws_access_key_id = AKIDDEV\naws_secret_access_key = s\n";
    fake_aws aws(machine, every_service, "dev");
    EXPECT_EQ(aws.run(default_credentials(aws.source())->fetch()).value().access_key_id, "AKIDDEV");
    fake_aws gone(everything(), every_service, "gone");
    EXPECT_TRUE(gone.run(default_credentials(gone.source())->fetch()).error().is(client_errc::credentials_failed));
}

// Going on after a failure would silently use another identity.
TEST(default_chain, stops_at_the_first_source_that_is_configured_but_fails) {
    fake_machine machine = everything();
    machine.variables.erase("AWS_SECRET_ACCESS_KEY");
    fake_aws aws(machine, every_service);
    const auto found = aws.run(default_credentials(aws.source())->fetch());
    EXPECT_TRUE(found.error().is(client_errc::credentials_failed));
    EXPECT_TRUE(aws.http->requests().empty());
}

TEST(default_chain, names_everything_that_it_tried) {
    fake_aws aws(fake_machine{});
    const auto found = aws.run(default_credentials(aws.source())->fetch());
    EXPECT_TRUE(found.error().is(client_errc::no_credentials));
    for (const char* source : {"environment", "profile default", "web identity", "container",
                               "instance metadata: http://169.254.169.254 does not answer"}) {
        EXPECT_THAT(found.error().message(), HasSubstr(source));
    }
}

TEST(default_chain, does_not_touch_the_network_when_keys_are_in_the_environment) {
    fake_aws aws(everything(), every_service);
    ASSERT_TRUE(aws.run(default_credentials(aws.source())->fetch()).has_value());
    EXPECT_TRUE(aws.http->requests().empty());
}

}  // namespace
}  // namespace mastra::client
