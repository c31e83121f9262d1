#include "client/endpoint_policy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace mastra::client {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Pain 36: whoever controls the endpoint gets signed requests. No spelling of a forbidden place may get through.
constexpr std::string_view never_allowed[] = {
    "",
    "dynamodb.eu-west-1.amazonaws.com",
    "//example.com",
    "ftp://example.com",
    "file:///etc/passwd",
    "gopher://example.com",
    "javascript:alert(1)",
    "https:/example.com",
    "https:example.com",
    "https://",
    "https:///path",
    "https://user@example.com",
    "https://user:password@example.com",
    "https://dynamodb.eu-west-1.amazonaws.com@evil.com",
    "https://evil.com#@dynamodb.eu-west-1.amazonaws.com",
    "https://example.com#fragment",
    "https://example.com?query=1",
    "https://example.com/?a",
    "https://example.com\\@evil.com",
    "https://example.com\r\nHost: evil.com",
    "https://example.com/\r\nX: y",
    "https://example.com\t",
    " https://example.com",
    "https://exa mple.com",
    "https://ex\xC3\xA4mple.com",
    "https://example.com.",
    "https://.example.com",
    "https://example..com",
    "https://%6cocalhost",
    "https://[::1%25eth0]",
    "https://[fe80::1%25eth0]",
    "https://[::1",
    "https://[not-an-address]",
    "https://[::1]x",
    "https://example.com:",
    "https://example.com:0",
    "https://example.com:65536",
    "https://example.com:080",
    "https://example.com:8000:9000",
    "https://example.com:+80",
    "http://0x7f.0.0.1",
    "http://0x7f000001",
    "http://017700000001",
    "http://2130706433",
    "http://127.1",
    "http://127.0.1",
    "http://0177.0.0.1",
    "http://127.0.0.01",
    "http://127.0.0.1.",
    "https://2852039166",
    "https://0xa9fea9fe",
    "https://0251.0376.0251.0376",
    "https://169.254.43518",
    "https://1.2.3.4.5",
    "https://256.1.1.1",
    "https://[::ffff:169.254.169.254]",
    "https://[::ffff:a9fe:a9fe]",
    "https://[::ffff:127.0.0.1]",
    "https://[::169.254.169.254]",
    "https://[64:ff9b::169.254.169.254]",
    "https://[2002:a9fe:a9fe::1]",
    "https://example.com/..",
    "https://example.com/../x",
    "https://example.com/./x",
    "https://example.com//x",
    "https://example.com/%2e%2e/x",
    "https://example.com/a%2Fb",
    "https://example.com/a%5cb",
};

// Refused unless the caller said allow_insecure_endpoint.
constexpr std::string_view allowed_on_request[] = {
    "http://example.com",
    "http://dynamodb.eu-west-1.amazonaws.com",
    "http://10.0.0.1:8000",
    "http://192.168.1.1",
    "http://localhost.example.com",
    "http://[2001:db8::1]",
    "http://[fd12:3456::1]",
    "http://0.0.0.0:8000",
    "https://0.0.0.0",
    "https://[::]",
    "https://169.254.169.254",
    "http://169.254.169.254",
    "http://169.254.169.254/latest/meta-data",
    "https://169.254.170.2",
    "https://169.254.170.23",
    "https://169.254.0.1",
    "https://169.254.255.255",
    "https://[fe80::1]",
    "https://[febf::1]",
    "https://[fd00:ec2::254]",
    "https://[FD00:EC2::23]",
    "https://[fd20:ce::254]",
    "https://[ff02::1]",
    "https://100.100.100.200",
    "https://168.63.129.16",
    "https://192.0.0.192",
    "https://224.0.0.1",
    "https://255.255.255.255",
    "https://metadata",
    "https://metadata.google.internal",
    "https://METADATA.Google.Internal",
    "https://metadata.goog",
    "https://instance-data",
    "https://instance-data.ec2.internal",
};

TEST(endpoint_policy, refuses_every_hostile_endpoint_whatever_is_allowed) {
    for (const std::string_view url : never_allowed) {
        for (const endpoint_rules rules : {endpoint_rules::strict, endpoint_rules::allow_insecure}) {
            const auto checked = check_endpoint(url, rules);
            ASSERT_TRUE(checked.has_error()) << url;
            EXPECT_TRUE(checked.error().is(client_errc::endpoint_refused)) << url;
        }
    }
}

TEST(endpoint_policy, refuses_http_off_loopback_link_local_and_metadata_unless_allowed) {
    for (const std::string_view url : allowed_on_request) {
        const auto checked = check_endpoint(url, endpoint_rules::strict);
        ASSERT_TRUE(checked.has_error()) << url;
        EXPECT_TRUE(checked.error().is(client_errc::endpoint_refused)) << url;
        EXPECT_THAT(checked.error().message(), HasSubstr("allow_insecure_endpoint")) << url;
        EXPECT_TRUE(check_endpoint(url, endpoint_rules::allow_insecure).has_value()) << url;
    }
}

struct good_endpoint {
    std::string_view given;
    std::string_view url;
    std::string_view host;
    std::string_view path;
};

TEST(endpoint_policy, accepts_https_anywhere_and_http_on_loopback) {
    constexpr good_endpoint table[] = {
        {"https://dynamodb.eu-west-1.amazonaws.com", "https://dynamodb.eu-west-1.amazonaws.com",
         "dynamodb.eu-west-1.amazonaws.com", "/"},
        {"https://Example.COM/", "https://example.com", "example.com", "/"},
        {"HTTPS://example.com:443", "https://example.com", "example.com", "/"},
        {"https://example.com:8443/alternator/", "https://example.com:8443/alternator", "example.com:8443",
         "/alternator"},
        {"http://localhost:8000", "http://localhost:8000", "localhost:8000", "/"},
        {"http://localhost:80/", "http://localhost", "localhost", "/"},
        {"http://db.localhost:8000", "http://db.localhost:8000", "db.localhost:8000", "/"},
        {"http://127.0.0.1:8000", "http://127.0.0.1:8000", "127.0.0.1:8000", "/"},
        {"http://127.9.8.7", "http://127.9.8.7", "127.9.8.7", "/"},
        {"http://[::1]:8000", "http://[::1]:8000", "[::1]:8000", "/"},
        {"https://10.0.0.1", "https://10.0.0.1", "10.0.0.1", "/"},
        {"https://[2001:db8::1]:8000", "https://[2001:db8::1]:8000", "[2001:db8::1]:8000", "/"},
        {"https://vpce-1.dynamodb.eu-west-1.vpce.amazonaws.com", "https://vpce-1.dynamodb.eu-west-1.vpce.amazonaws.com",
         "vpce-1.dynamodb.eu-west-1.vpce.amazonaws.com", "/"},
        {"https://scylla_node-1", "https://scylla_node-1", "scylla_node-1", "/"},
    };
    for (const good_endpoint& row : table) {
        const auto checked = check_endpoint(row.given, endpoint_rules::strict);
        ASSERT_TRUE(checked.has_value()) << row.given << ": " << checked.error().message();
        EXPECT_EQ(checked->url, row.url);
        EXPECT_EQ(checked->host, row.host);
        EXPECT_EQ(checked->path, row.path);
    }
}

TEST(endpoint_policy, refuses_urls_and_names_beyond_the_limits_of_dns) {
    EXPECT_TRUE(check_endpoint("https://a/" + std::string(2100, 'x'), endpoint_rules::strict).has_error());
    EXPECT_TRUE(check_endpoint("https://" + std::string(64, 'x') + ".com", endpoint_rules::strict).has_error());
    std::string long_name = "https://x";
    for (int i = 0; i < 127; ++i) {
        long_name += ".x";
    }
    EXPECT_TRUE(check_endpoint(long_name, endpoint_rules::strict).has_error());
}

TEST(endpoint_policy, never_repeats_user_information) {
    const auto checked = check_endpoint("https://user:CANARY-PASSWORD@example.com", endpoint_rules::strict);
    EXPECT_THAT(checked.error().message(), Not(HasSubstr("CANARY")));
}

}  // namespace
}  // namespace mastra::client
