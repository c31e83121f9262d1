#include "client/proxy_rules.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace mastra::client {
namespace {

const std::string link_local = "169.254.0.0/16,fe80::/10,fd00:ec2::/32";

std::string hosts_with(const std::map<std::string, std::string>& variables) {
    return hosts_without_proxy([&](const char* name) {
        const auto found = variables.find(name);
        return found == variables.end() ? nullptr : found->second.c_str();
    });
}

TEST(hosts_without_proxy, are_always_the_link_local_ones) {
    EXPECT_EQ(hosts_with({}), link_local);
    EXPECT_EQ(hosts_with({{"no_proxy", ""}}), link_local);
}

TEST(hosts_without_proxy, are_those_of_the_environment_too) {
    EXPECT_EQ(hosts_with({{"NO_PROXY", "localhost,.internal"}}), "localhost,.internal," + link_local);
    EXPECT_EQ(hosts_with({{"no_proxy", "a"}, {"NO_PROXY", "b"}}), "a," + link_local);
}

TEST(hosts_without_proxy, are_all_when_the_environment_says_so) {
    EXPECT_EQ(hosts_with({{"no_proxy", "*"}}), "*");
}

}  // namespace
}  // namespace mastra::client
