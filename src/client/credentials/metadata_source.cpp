#include "client/credentials/metadata_source.hpp"

#include "client/credentials/credentials_text.hpp"
#include "client/credentials/http_exchange.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>

namespace mastra::client {
namespace {

using boost::asio::awaitable;

constexpr std::string_view metadata_source_name = "instance metadata";
constexpr std::chrono::seconds metadata_try_timeout{1};
constexpr std::string_view ipv4_address = "http://169.254.169.254";
constexpr std::string_view ipv6_address = "http://[fd00:ec2::254]";
constexpr std::string_view credentials_path = "/latest/meta-data/iam/security-credentials/";

/// A setting that the environment has the first word on, and the profile the second.
result<std::string> read_setting(const aws_settings& settings, const std::string& variable, std::string_view key) {
    if (const auto value = settings.env().get(variable)) {
        return *value;
    }
    MASTRA_TRY(const std::optional<std::string> value, settings.profile_setting(key));
    return value.value_or("");
}

result<std::string> find_service(const aws_settings& settings) {
    MASTRA_TRY(std::string url,
               read_setting(settings, "AWS_EC2_METADATA_SERVICE_ENDPOINT", "ec2_metadata_service_endpoint"));
    if (url.empty()) {
        MASTRA_TRY(const std::string mode, read_setting(settings, "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
                                                        "ec2_metadata_service_endpoint_mode"));
        url = mode == "IPv6" || mode == "ipv6" ? ipv6_address : ipv4_address;
    }
    const result<endpoint> checked = check_endpoint(url, endpoint_rules::allow_insecure);
    if (checked.has_error()) {
        return source_failed(metadata_source_name, "AWS_EC2_METADATA_SERVICE_ENDPOINT: " + checked.error().specific());
    }
    return checked->url;
}

http_request metadata_request(std::string method, std::string url) {
    http_request request;
    request.method = std::move(method);
    request.url = std::move(url);
    return request;
}

awaitable<result<secret_string>> fetch_session_token(source_context context, std::string service) {
    http_request request = metadata_request("PUT", service + "/latest/api/token");
    request.headers.push_back({"X-aws-ec2-metadata-token-ttl-seconds", "21600"});
    result<source_reply> reply = co_await exchange(std::move(context), std::move(request), metadata_try_timeout);
    if (reply.has_error()) {
        co_return source_silent(metadata_source_name, fmt::format("{} does not answer", service));
    }
    if (!reply->ok()) {
        co_return source_silent(metadata_source_name, refusal_text(*reply) + " to the request for a token");
    }
    const std::string_view token = reply->body.reveal();
    if (token.empty() || !is_header_token(token)) {
        co_return source_failed(metadata_source_name, "its session token is not valid");
    }
    co_return std::move(reply->body);
}

awaitable<result<source_reply>> get(source_context context, std::string url, secret_string token) {
    http_request request = metadata_request("GET", std::move(url));
    request.headers.push_back({"X-aws-ec2-metadata-token", std::string(token.reveal())});
    result<source_reply> reply = co_await exchange(std::move(context), std::move(request), metadata_try_timeout);
    if (reply.has_error()) {
        co_return source_failed(metadata_source_name, "it gave a token and then failed: " + reply.error().message());
    }
    co_return reply;
}

/// The first line of the list; an instance has one role at most.
result<std::string> read_role_name(const source_reply& reply) {
    constexpr int not_found = 404;
    if (reply.status == not_found) {
        return source_silent(metadata_source_name, "the instance has no role");
    }
    if (!reply.ok()) {
        return source_failed(metadata_source_name, refusal_text(reply));
    }
    const std::string_view list = reply.body.reveal();
    const std::string_view name = list.substr(0, list.find_first_of("\r\n"));
    if (name.empty() || !is_header_token(name) || name.find_first_of("/?#%") != name.npos) {
        return source_failed(metadata_source_name, "the name of the instance's role is not valid");
    }
    return std::string(name);
}

/// When the metadata service cannot renew a role it serves the old credentials on, and AWS accepts them for a while:
/// they are better than none.
credentials keep_usable(credentials found, const source_context& context) {
    constexpr std::chrono::minutes extension{10};
    const timestamp now = context.clock->now();
    if (found.expires_at && *found.expires_at <= now) {
        found.expires_at = now + extension;
        context.log.log(log_level::warning,
                        [] { return std::string("event=credentials_expired source=\"instance metadata\" used=true"); });
    }
    return found;
}

}  // namespace

awaitable<result<credentials>> fetch_from_metadata(source_context context) {
    if (context.settings->env().flag("AWS_EC2_METADATA_DISABLED")) {
        co_return source_silent(metadata_source_name, "switched off by AWS_EC2_METADATA_DISABLED");
    }
    MASTRA_CO_TRY(const std::string service, find_service(*context.settings));
    result<secret_string> token = co_await fetch_session_token(context, service);
    if (token.has_error()) {
        co_return token.error();
    }
    const std::string base = service + std::string(credentials_path);
    const result<source_reply> roles = co_await get(context, base, *token);
    if (roles.has_error()) {
        co_return roles.error();
    }
    MASTRA_CO_TRY(const std::string role, read_role_name(*roles));
    const result<source_reply> answer = co_await get(context, base + role, *token);
    if (answer.has_error()) {
        co_return answer.error();
    }
    if (!answer->ok()) {
        co_return source_failed(metadata_source_name, refusal_text(*answer));
    }
    result<credentials> found =
        parse_credentials(answer->body.reveal(), metadata_members, std::string(metadata_source_name));
    if (found.has_error()) {
        co_return found.error();
    }
    co_return keep_usable(*std::move(found), context);
}

}  // namespace mastra::client
