#include "mastra/client/trusted_ca_file.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

namespace mastra::client {
namespace {

constexpr auto debian = "/etc/ssl/certs/ca-certificates.crt";
constexpr auto red_hat = "/etc/pki/tls/certs/ca-bundle.crt";

std::string file_with(const std::map<std::string, std::string>& variables, const std::set<std::string>& files) {
    const auto variable = [&](const char* name) {
        const auto found = variables.find(name);
        return found == variables.end() ? nullptr : found->second.c_str();
    };
    return trusted_ca_file(variable, [&](const char* file) { return files.contains(file); });
}

TEST(trusted_ca_file, is_where_each_system_has_it) {
    EXPECT_EQ(file_with({}, {debian}), debian);
    EXPECT_EQ(file_with({}, {red_hat}), red_hat);
    EXPECT_EQ(file_with({}, {"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"}),
              "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem");
    EXPECT_EQ(file_with({}, {"/etc/ssl/ca-bundle.pem"}), "/etc/ssl/ca-bundle.pem");
}

TEST(trusted_ca_file, is_the_one_that_the_environment_names) {
    EXPECT_EQ(file_with({{"AWS_CA_BUNDLE", "/own"}}, {debian}), "/own");
    EXPECT_EQ(file_with({{"SSL_CERT_FILE", "/own"}}, {debian}), "/own");
    EXPECT_EQ(file_with({{"AWS_CA_BUNDLE", "/a"}, {"SSL_CERT_FILE", "/b"}}, {}), "/a");
    EXPECT_EQ(file_with({{"AWS_CA_BUNDLE", ""}}, {debian}), debian);
}

TEST(trusted_ca_file, is_none_where_the_system_has_none) {
    EXPECT_EQ(file_with({}, {}), "");
}

}  // namespace
}  // namespace mastra::client
