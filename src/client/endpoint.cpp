#include "client/endpoint.hpp"

#include <optional>

namespace mastra::client {
namespace {

struct partition {
    std::string_view region_prefix;
    std::string_view suffix;
    std::string_view dual_stack_suffix;  ///< empty: AWS has no dual-stack endpoints there
    bool always_fips = false;            ///< the plain endpoints are FIPS endpoints already
};
// The longest prefix first; the last one is for every other region.
constexpr partition partitions[] = {
    {"us-isob-", "sc2s.sgov.gov", "", false},
    {"us-isof-", "csp.hci.ic.gov", "", false},
    {"us-iso-", "c2s.ic.gov", "", false},
    {"eu-isoe-", "cloud.adc-e.uk", "", false},
    {"eusc-", "amazonaws.eu", "api.amazonwebservices.eu", false},
    {"us-gov-", "amazonaws.com", "api.aws", true},
    {"cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn", false},
    {"", "amazonaws.com", "api.aws", false},
};

const partition& partition_of(std::string_view region) {
    const partition* found = partitions;
    while (!region.starts_with(found->region_prefix)) {
        ++found;
    }
    return *found;
}

/// A switch that the environment has the first word on, and the profile the second.
result<bool> is_switched_on(const aws_settings& settings, const std::string& variable, std::string_view profile_key) {
    if (const auto value = settings.env().get(variable)) {
        return is_true(*value);
    }
    MASTRA_TRY(const std::optional<std::string> value, settings.profile_setting(profile_key));
    return is_true(value.value_or(""));
}

result<std::string> own_endpoint(const aws_service& service, const std::string& region, const aws_settings& settings) {
    MASTRA_TRY(const bool fips, is_switched_on(settings, "AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint"));
    MASTRA_TRY(const bool dual_stack, is_switched_on(settings, "AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint"));
    const partition& where = partition_of(region);
    if (dual_stack && where.dual_stack_suffix.empty()) {
        return error(client_errc::invalid_configuration,
                     "AWS has no dual-stack endpoints in " + region + "; switch AWS_USE_DUALSTACK_ENDPOINT off");
    }
    const bool fips_name = fips && (dual_stack || !where.always_fips);
    return std::string("https://")
        .append(service.host_prefix)
        .append(fips_name ? "-fips." : ".")
        .append(region)
        .append(".")
        .append(dual_stack ? where.dual_stack_suffix : where.suffix);
}

/// The endpoint_url of the profile's [services] section, else the profile's own.
result<std::optional<std::string>> profile_endpoint(const aws_service& service, const aws_settings& settings) {
    MASTRA_TRY(const std::optional<std::string> section_name, settings.profile_setting("services"));
    if (section_name) {
        MASTRA_TRY(const aws_config* config, settings.files());
        const auto section = config->services.find(*section_name);
        if (section != config->services.end()) {
            if (auto url = setting(section->second, std::string(service.services_key).append(".endpoint_url"))) {
                return url;
            }
        }
    }
    return settings.profile_setting("endpoint_url");
}

result<std::optional<std::string>> configured_endpoint(const aws_service& service, const aws_settings& settings) {
    MASTRA_TRY(const bool ignore,
               is_switched_on(settings, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls"));
    if (ignore) {
        return std::optional<std::string>();
    }
    for (const std::string& variable :
         {std::string("AWS_ENDPOINT_URL_").append(service.variable), std::string("AWS_ENDPOINT_URL")}) {
        if (auto url = settings.env().get(variable)) {
            return url;
        }
    }
    return profile_endpoint(service, settings);
}

}  // namespace

result<endpoint> resolve_endpoint(const aws_service& service, const std::string& configured, const std::string& region,
                                  endpoint_rules rules, const aws_settings& settings) {
    if (!configured.empty()) {
        return check_endpoint(configured, rules);
    }
    MASTRA_TRY(const std::optional<std::string> url, configured_endpoint(service, settings));
    if (url) {
        return check_endpoint(*url, rules);
    }
    MASTRA_TRY(const std::string own, own_endpoint(service, region, settings));
    return check_endpoint(own, rules);
}

}  // namespace mastra::client
