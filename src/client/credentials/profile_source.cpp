#include "client/credentials/profile_source.hpp"

#include "client/credentials/container_source.hpp"
#include "client/credentials/credentials_text.hpp"
#include "client/credentials/environment_source.hpp"
#include "client/credentials/metadata_source.hpp"
#include "client/credentials/process_source.hpp"
#include "client/credentials/sso_source.hpp"
#include "client/credentials/sts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace mastra::client {
namespace {

using boost::asio::awaitable;
using outcome = awaitable<result<credentials>>;

/// One profile on the way along source_profile.
struct profile_visit {
    source_context context;
    std::string name;
    std::vector<std::string> visited;  ///< the profiles before this one

    [[nodiscard]] std::string source() const { return "profile " + name; }
};

outcome fetch_profile(profile_visit visit);

bool has_keys(const config_section& profile) {
    return setting(profile, "aws_access_key_id") || setting(profile, "aws_secret_access_key");
}

result<credentials> read_keys(const config_section& profile, std::string source) {
    credentials_parts parts;
    parts.access_key_id = setting_or_empty(profile, "aws_access_key_id");
    parts.secret_access_key = secret_string(setting_or_empty(profile, "aws_secret_access_key"));
    parts.session_token = secret_string(setting_or_empty(profile, "aws_session_token"));
    return make_credentials(std::move(parts), std::move(source));
}

role_request read_role(const config_section& profile, std::string source) {
    return {std::move(source), setting_or_empty(profile, "role_arn"), setting_or_empty(profile, "role_session_name"),
            setting_or_empty(profile, "external_id"), setting_or_empty(profile, "duration_seconds")};
}

struct named_source {
    std::string_view name;
    outcome (*fetch)(source_context);
};
/// What credential_source may say.
constexpr named_source credential_sources[] = {
    {"Environment", fetch_from_environment},
    {"Ec2InstanceMetadata", fetch_from_metadata},
    {"EcsContainer", fetch_from_container},
};

/// The credentials with which a role is asked for.
outcome fetch_source_of_role(profile_visit visit, config_section profile) {
    if (const auto source_profile = setting(profile, "source_profile")) {
        visit.visited.push_back(std::exchange(visit.name, *source_profile));
        co_return co_await fetch_profile(std::move(visit));
    }
    const std::string wanted = setting_or_empty(profile, "credential_source");
    const auto found = std::find_if(std::begin(credential_sources), std::end(credential_sources),
                                    [&](const named_source& source) { return source.name == wanted; });
    if (found == std::end(credential_sources)) {
        co_return source_failed(visit.source(),
                                "credential_source must be Environment, Ec2InstanceMetadata or "
                                "EcsContainer");
    }
    co_return co_await found->fetch(std::move(visit.context));
}

outcome fetch_role(profile_visit visit, config_section profile) {
    const std::string source = visit.source();
    if (setting(profile, "mfa_serial")) {
        co_return source_failed(source, "mfa_serial needs a person to type a code; use credential_process instead");
    }
    const source_context context = visit.context;
    result<credentials> who = co_await fetch_source_of_role(std::move(visit), profile);
    if (who.has_error()) {
        co_return source_failed(source, "no credentials to ask for its role with: " + who.error().message());
    }
    co_return co_await assume_role(context, read_role(profile, source), *std::move(who));
}

error missing_profile(const profile_visit& visit) {
    const std::string_view reason = "it is not in the shared configuration or credentials file";
    const bool required = !visit.visited.empty() || visit.context.settings->profile_is_named();
    return required ? source_failed(visit.source(), reason) : source_silent(visit.source(), reason);
}

/// A profile met a second time is a circle, unless it is its own source and has keys: AWS permits that.
bool is_circle(const profile_visit& visit, const config_section& profile) {
    const bool seen = std::find(visit.visited.begin(), visit.visited.end(), visit.name) != visit.visited.end();
    return seen && !(visit.visited.back() == visit.name && has_keys(profile));
}

bool asks_for_role(const config_section& profile) {
    return setting(profile, "role_arn") &&
           (setting(profile, "source_profile") || setting(profile, "credential_source"));
}

outcome fetch_from_section(profile_visit visit, config_section profile) {
    const std::string source = visit.source();
    const bool own_source = !visit.visited.empty() && visit.visited.back() == visit.name;
    if (asks_for_role(profile) && !own_source) {
        co_return co_await fetch_role(std::move(visit), std::move(profile));
    }
    if (const auto token_file = setting(profile, "web_identity_token_file")) {
        co_return co_await assume_role_with_web_identity(visit.context, read_role(profile, source), *token_file);
    }
    if (has_keys(profile)) {
        co_return read_keys(profile, source);
    }
    if (uses_sso(profile)) {
        co_return co_await fetch_by_sso(visit.context, std::move(profile), source);
    }
    if (const auto command = setting(profile, "credential_process")) {
        co_return co_await fetch_from_process(*command, source);
    }
    if (setting(profile, "role_arn")) {
        co_return source_failed(source, "role_arn needs source_profile, credential_source or web_identity_token_file");
    }
    co_return source_silent(source, "it has no credentials");
}

outcome fetch_profile(profile_visit visit) {
    MASTRA_CO_TRY(const aws_config* config, visit.context.settings->files());
    const config_section* profile = config->profile(visit.name);
    if (profile == nullptr) {
        co_return missing_profile(visit);
    }
    if (is_circle(visit, *profile)) {
        co_return source_failed(visit.source(), "source_profile leads back to it");
    }
    co_return co_await fetch_from_section(std::move(visit), *profile);
}

}  // namespace

outcome fetch_from_profile(source_context context) {
    std::string name = context.settings->profile_name();
    return fetch_profile({std::move(context), std::move(name), {}});
}

}  // namespace mastra::client
