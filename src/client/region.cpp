#include "client/region.hpp"

#include <algorithm>
#include <string_view>

namespace mastra::client {
namespace {

constexpr std::size_t max_label_bytes = 63;

/// A region becomes a label of a host name: anything else in it would send signed requests elsewhere.
bool is_host_label(std::string_view text) {
    const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return !text.empty() && text.size() <= max_label_bytes && text.front() != '-' && text.back() != '-' &&
           std::all_of(text.begin(), text.end(), allowed);
}

result<std::string> first_region(const std::string& configured, const aws_settings& settings) {
    if (!configured.empty()) {
        return configured;
    }
    for (const char* variable : {"AWS_REGION", "AWS_DEFAULT_REGION"}) {
        if (auto region = settings.env().get(variable)) {
            return *region;
        }
    }
    MASTRA_TRY(const std::optional<std::string> region, settings.profile_setting("region"));
    if (!region) {
        return error(client_errc::no_region);
    }
    return *region;
}

}  // namespace

result<std::string> resolve_region(const std::string& configured, const aws_settings& settings) {
    MASTRA_TRY(std::string region, first_region(configured, settings));
    if (!is_host_label(region)) {
        return error(client_errc::invalid_configuration,
                     "the region must be lower-case letters, digits and hyphens, such as eu-west-1");
    }
    return region;
}

}  // namespace mastra::client
