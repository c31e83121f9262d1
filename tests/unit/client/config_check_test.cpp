#include "client/config_check.hpp"

#include "mastra/client/dynamodb_client.hpp"

#include <boost/asio/io_context.hpp>

#include <gtest/gtest.h>

namespace mastra::client {
namespace {

using namespace std::chrono_literals;

TEST(check_config, accepts_the_defaults) {
    EXPECT_TRUE(check_config(client_config()).has_value());
}

TEST(check_config, names_the_field_its_value_and_its_range) {
    client_config config;
    config.max_connections = 0;
    const auto checked = check_config(config);
    ASSERT_TRUE(checked.has_error());
    EXPECT_TRUE(checked.error().is(client_errc::invalid_configuration));
    EXPECT_EQ(checked.error().specific(), "max_connections is 0, it must be 1 to 1024");
}

TEST(check_config, refuses_each_field_outside_its_range) {
    using change = void (*)(client_config&);
    for (const change spoil : std::initializer_list<change>{
             [](client_config& c) { c.timeout = 0ms; },
             [](client_config& c) { c.timeout = 2h; },
             [](client_config& c) { c.attempt_timeout = -1ms; },
             [](client_config& c) { c.connect_timeout = 0ms; },
             [](client_config& c) { c.retry.max_attempts = 0; },
             [](client_config& c) { c.retry.max_throttled_attempts = 101; },
             [](client_config& c) { c.retry.base_delay = -1ms; },
             [](client_config& c) { c.max_connections = 1025; },
             [](client_config& c) { c.max_queued_requests = 0; },
             [](client_config& c) { c.idle_timeout = 0s; },
             [](client_config& c) { c.max_reply_bytes = 0; },
         }) {
        client_config config;
        spoil(config);
        EXPECT_TRUE(check_config(config).has_error());
    }
}

TEST(dynamodb_client, throws_at_once_for_a_wrong_configuration_or_a_refused_endpoint) {
    boost::asio::io_context context;
    client_config config;
    config.max_connections = 0;
    EXPECT_THROW(dynamodb_client(context.get_executor(), config), mastra::exception);
    config.max_connections = 1;
    config.endpoint = "http://example.com";
    EXPECT_THROW(dynamodb_client(context.get_executor(), config), mastra::exception);
    config.allow_insecure_endpoint = true;
    EXPECT_NO_THROW(dynamodb_client(context.get_executor(), config));
}

}  // namespace
}  // namespace mastra::client
