// Where an AWS service is: the endpoint of a client or of a credential source. Serves the client.
#pragma once

#include "client/aws_settings.hpp"
#include "client/endpoint_policy.hpp"

#include <string>
#include <string_view>

namespace mastra::client {

/// A service as configuration names it.
struct aws_service {
    std::string_view host_prefix;   ///< "dynamodb" in dynamodb.eu-west-1.amazonaws.com
    std::string_view variable;      ///< "DYNAMODB" in AWS_ENDPOINT_URL_DYNAMODB
    std::string_view services_key;  ///< "dynamodb" in a [services] section
};
inline constexpr aws_service dynamodb_service{"dynamodb", "DYNAMODB", "dynamodb"};
inline constexpr aws_service sts_service{"sts", "STS", "sts"};
inline constexpr aws_service sso_service{"portal.sso", "SSO", "sso"};

/// `configured`, else AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL, the profile's services section, the profile's
/// endpoint_url, else AWS's own for the region (with AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT).
/// AWS_IGNORE_CONFIGURED_ENDPOINT_URLS switches off all but the first and the last.
/// Errors: endpoint_refused, config_file_invalid, invalid_configuration.
[[nodiscard]] result<endpoint> resolve_endpoint(const aws_service& service, const std::string& configured,
                                                const std::string& region, endpoint_rules rules,
                                                const aws_settings& settings);

}  // namespace mastra::client
