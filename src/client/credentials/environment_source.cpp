#include "client/credentials/environment_source.hpp"

#include "client/credentials/credentials_text.hpp"

#include <string>
#include <utility>

namespace mastra::client {
namespace {

constexpr std::string_view environment_source_name = "environment";

/// AWS_CREDENTIAL_EXPIRATION, which `aws configure export-credentials` writes.
result<std::optional<timestamp>> read_expiration(const environment& env) {
    const auto text = env.get("AWS_CREDENTIAL_EXPIRATION");
    if (!text) {
        return std::optional<timestamp>();
    }
    const auto time = parse_timestamp(*text);
    if (!time) {
        return source_failed(environment_source_name, "AWS_CREDENTIAL_EXPIRATION is not an ISO 8601 time");
    }
    return std::optional<timestamp>(*time);
}

}  // namespace

boost::asio::awaitable<result<credentials>> fetch_from_environment(source_context context) {
    const environment& env = context.settings->env();
    credentials_parts parts;
    parts.access_key_id = env.get("AWS_ACCESS_KEY_ID").value_or("");
    parts.secret_access_key = secret_string(env.get("AWS_SECRET_ACCESS_KEY").value_or(""));
    parts.session_token = secret_string(env.get("AWS_SESSION_TOKEN").value_or(""));
    if (parts.access_key_id.empty() && parts.secret_access_key.empty()) {
        co_return source_silent(environment_source_name, "AWS_ACCESS_KEY_ID is not set");
    }
    MASTRA_CO_TRY(parts.expires_at, read_expiration(env));
    co_return make_credentials(std::move(parts), std::string(environment_source_name));
}

}  // namespace mastra::client
