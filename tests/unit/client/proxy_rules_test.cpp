#include "client/proxy_rules.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace mastra::client {
namespace {

using variable_map = std::map<std::string, std::string>;

std::string proxy_with(const variable_map& variables, const std::string& scheme, const std::string& host) {
    return proxy_of(scheme, host, [&](const char* name) {
        const auto found = variables.find(name);
        return found == variables.end() ? nullptr : found->second.c_str();
    });
}

TEST(a_proxy, is_that_of_the_scheme_else_that_of_all) {
    const variable_map all{{"http_proxy", "a"}, {"https_proxy", "b"}, {"HTTPS_PROXY", "c"}, {"all_proxy", "d"}};
    EXPECT_EQ(proxy_with(all, "http", "host"), "a");
    EXPECT_EQ(proxy_with(all, "https", "host"), "b");
    EXPECT_EQ(proxy_with({{"https_proxy", ""}, {"HTTPS_PROXY", "c"}}, "HTTPS", "host"), "c");
    EXPECT_EQ(proxy_with({{"https_proxy", "b"}, {"all_proxy", "d"}}, "http", "host"), "d");
    EXPECT_EQ(proxy_with({{"ALL_PROXY", "e"}}, "https", "host"), "e");
    EXPECT_EQ(proxy_with({{"HTTP_PROXY", "of a request"}}, "http", "host"), "");
    EXPECT_EQ(proxy_with({}, "https", "host"), "");
}

struct exception_case {
    std::string rules;
    std::string host;
    bool is_excepted;
};

// What curl does, rule by rule (lib/noproxy.c of 7.88, and its manual).
const exception_case exceptions[] = {
    {"*", "any.host", true},
    {"*,other", "any.host", false},
    {"example.com", "example.com", true},
    {"example.com", "EXAMPLE.com.", true},
    {"example.com", "www.example.com", true},
    {"example.com", "nonexample.com", false},
    {"www.example.com", "example.com", false},
    {".example.com", "example.com", true},
    {"example.com.", "www.example.com", true},
    {".", "example.com", false},
    {"a, b\tc  d,,e", "a", true},
    {"a, b\tc  d,,e", "b", true},
    {"a, b\tc  d,,e", "c", true},
    {"a, b\tc  d,,e", "d", true},
    {"a, b\tc  d,,e", "e", true},
    {"a, b\tc  d,,e", "f", false},
    {"127.0.0.1", "127.0.0.1", true},
    {"127.0.0.1", "127.0.0.2", false},
    {"127.0.0.0/8", "127.1.2.3", true},
    {"127.0.0.0/8", "128.0.0.1", false},
    {"10.16.0.0/12", "10.31.255.255", true},
    {"10.16.0.0/12", "10.32.0.0", false},
    {"10.0.0.0/99", "10.0.0.0", false},
    {"0.1", "127.0.0.1", false},
    {"::1", "[::1]", true},
    {"::2", "[::1]", false},
    {"2001:db8::/32", "[2001:db8:1::1]", true},
    {"2001:db8::/32", "[2001:db9::1]", false},
    {"2001:db8::/32", "10.0.0.1", false},
    {"10.0.0.0/8", "[2001:db8::1]", false},
};

TEST(a_proxy, is_not_asked_for_the_hosts_that_the_environment_excepts) {
    for (const exception_case& one : exceptions) {
        for (const char* variable : {"no_proxy", "NO_PROXY"}) {
            EXPECT_EQ(proxy_with({{"http_proxy", "proxy"}, {variable, one.rules}}, "http", one.host),
                      one.is_excepted ? "" : "proxy")
                << one.rules << " and " << one.host;
        }
    }
    EXPECT_EQ(proxy_with({{"http_proxy", "proxy"}, {"no_proxy", "a"}, {"NO_PROXY", "b"}}, "http", "b"), "proxy");
}

TEST(a_proxy, is_never_asked_for_link_local_addresses) {
    for (const char* host : {"169.254.169.254", "169.254.170.2", "[fe80::1]", "[fd00:ec2::254]"}) {
        EXPECT_EQ(proxy_with({{"http_proxy", "proxy"}, {"no_proxy", "other"}}, "http", host), "") << host;
    }
}

}  // namespace
}  // namespace mastra::client
