#include "client/endpoint.hpp"

#include "fake_environment.hpp"

#include <gtest/gtest.h>

#include <string>

namespace mastra::client {
namespace {

using test::config_path;
using test::fake_machine;
using test::settings_of;

std::string url_of(const aws_service& service, const std::string& region, const fake_machine& machine,
                   const std::string& configured = {}) {
    const auto found = resolve_endpoint(service, configured, region, endpoint_rules::strict, *settings_of(machine));
    return found.has_value() ? found->url : found.error().message();
}

struct own_endpoint_case {
    std::string region;
    bool fips;
    bool dual_stack;
    std::string url;
};
class own_endpoint : public testing::TestWithParam<own_endpoint_case> {};

TEST_P(own_endpoint, is_where_aws_documents_it) {
    fake_machine machine;
    machine.variables["AWS_USE_FIPS_ENDPOINT"] = GetParam().fips ? "true" : "false";
    machine.variables["AWS_USE_DUALSTACK_ENDPOINT"] = GetParam().dual_stack ? "true" : "false";
    EXPECT_EQ(url_of(dynamodb_service, GetParam().region, machine), GetParam().url);
}
INSTANTIATE_TEST_SUITE_P(
    regions, own_endpoint,
    testing::Values(
        own_endpoint_case{"eu-west-1", false, false, "https://dynamodb.eu-west-1.amazonaws.com"},
        own_endpoint_case{"us-east-1", true, false, "https://dynamodb-fips.us-east-1.amazonaws.com"},
        own_endpoint_case{"us-east-1", false, true, "https://dynamodb.us-east-1.api.aws"},
        own_endpoint_case{"us-east-1", true, true, "https://dynamodb-fips.us-east-1.api.aws"},
        own_endpoint_case{"cn-north-1", false, false, "https://dynamodb.cn-north-1.amazonaws.com.cn"},
        own_endpoint_case{"cn-north-1", false, true, "https://dynamodb.cn-north-1.api.amazonwebservices.com.cn"},
        own_endpoint_case{"us-gov-west-1", true, false, "https://dynamodb.us-gov-west-1.amazonaws.com"},
        own_endpoint_case{"us-iso-east-1", false, false, "https://dynamodb.us-iso-east-1.c2s.ic.gov"},
        own_endpoint_case{"us-isob-east-1", false, false, "https://dynamodb.us-isob-east-1.sc2s.sgov.gov"}));

TEST(endpoint, has_no_dual_stack_form_where_aws_has_none) {
    const auto found = resolve_endpoint(dynamodb_service, "", "us-iso-east-1", endpoint_rules::strict,
                                        *settings_of({{{"AWS_USE_DUALSTACK_ENDPOINT", "true"}}, {}}));
    EXPECT_TRUE(found.error().is(client_errc::invalid_configuration));
}

TEST(endpoint, of_other_services_follows_the_same_rules) {
    EXPECT_EQ(url_of(sts_service, "eu-west-1", {}), "https://sts.eu-west-1.amazonaws.com");
    EXPECT_EQ(url_of(sso_service, "eu-west-1", {}), "https://portal.sso.eu-west-1.amazonaws.com");
}

TEST(endpoint, comes_from_code_then_variables_then_the_profile) {
    fake_machine machine{{{"AWS_ENDPOINT_URL_DYNAMODB", "https://two"}, {"AWS_ENDPOINT_URL", "https://three"}},
                         {{config_path,
                           "[default]\nservices = s\nendpoint_url = https://five\n"
                           "[services s]\ndynamodb =\n  endpoint_url = https://four\n"}}};
    EXPECT_EQ(url_of(dynamodb_service, "eu-west-1", machine, "https://one"), "https://one");
    EXPECT_EQ(url_of(dynamodb_service, "eu-west-1", machine), "https://two");
    EXPECT_EQ(url_of(sts_service, "eu-west-1", machine), "https://three");
    machine.variables.erase("AWS_ENDPOINT_URL_DYNAMODB");
    EXPECT_EQ(url_of(dynamodb_service, "eu-west-1", machine), "https://three");
    machine.variables.clear();
    EXPECT_EQ(url_of(dynamodb_service, "eu-west-1", machine), "https://four");
    EXPECT_EQ(url_of(sts_service, "eu-west-1", machine), "https://five");
}

TEST(endpoint, is_awss_own_when_configured_ones_are_to_be_ignored) {
    const fake_machine by_variable{{{"AWS_ENDPOINT_URL", "https://x"}, {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"}},
                                   {}};
    EXPECT_EQ(url_of(dynamodb_service, "eu-west-1", by_variable), "https://dynamodb.eu-west-1.amazonaws.com");
    EXPECT_EQ(url_of(dynamodb_service, "eu-west-1", by_variable, "https://one"), "https://one");
    const fake_machine by_profile{
        {}, {{config_path, "[default]\nignore_configured_endpoint_urls = true\nendpoint_url = https://x\n"}}};
    EXPECT_EQ(url_of(dynamodb_service, "eu-west-1", by_profile), "https://dynamodb.eu-west-1.amazonaws.com");
}

TEST(endpoint, takes_switches_from_the_profile_where_no_variable_has_a_say) {
    fake_machine machine{{}, {{config_path, "[default]\nuse_fips_endpoint = true\n"}}};
    EXPECT_EQ(url_of(dynamodb_service, "us-east-1", machine), "https://dynamodb-fips.us-east-1.amazonaws.com");
    machine.variables["AWS_USE_FIPS_ENDPOINT"] = "false";
    EXPECT_EQ(url_of(dynamodb_service, "us-east-1", machine), "https://dynamodb.us-east-1.amazonaws.com");
}

// Pain 36: an endpoint out of a variable is as dangerous as one in code.
TEST(endpoint, of_a_variable_is_checked_too) {
    const auto found = resolve_endpoint(dynamodb_service, "", "eu-west-1", endpoint_rules::strict,
                                        *settings_of({{{"AWS_ENDPOINT_URL", "http://169.254.169.254"}}, {}}));
    EXPECT_TRUE(found.error().is(client_errc::endpoint_refused));
}

}  // namespace
}  // namespace mastra::client
