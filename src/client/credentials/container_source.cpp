#include "client/credentials/container_source.hpp"

#include "client/credentials/credentials_text.hpp"
#include "client/credentials/http_exchange.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace mastra::client {
namespace {

constexpr std::string_view container_source_name = "container";
constexpr std::string_view ecs_address = "http://169.254.170.2";
constexpr std::chrono::seconds container_try_timeout{2};
// What AWS permits over plain http besides loopback: ECS, and EKS Pod Identity by IPv4 and IPv6.
constexpr std::string_view permitted_http_urls[] = {"http://169.254.170.2", "http://169.254.170.23",
                                                    "http://[fd00:ec2::23]"};

bool is_permitted(std::string_view address) {
    if (check_endpoint(address, endpoint_rules::strict).has_value()) {
        return true;
    }
    const auto checked = check_endpoint(address, endpoint_rules::allow_insecure);
    if (checked.has_error()) {
        return false;
    }
    const std::string_view url = checked->url;
    return std::any_of(std::begin(permitted_http_urls), std::end(permitted_http_urls), [&](std::string_view permitted) {
        return url.starts_with(permitted) && (url.size() == permitted.size() || url[permitted.size()] == '/');
    });
}

/// Where to ask; empty optional when this is no such container.
result<std::optional<std::string>> find_url(const environment& env) {
    std::string url;
    if (const auto relative = env.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")) {
        if (!relative->starts_with('/')) {
            return source_failed(container_source_name, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI must begin with '/'");
        }
        url = std::string(ecs_address) + *relative;
    } else if (const auto full = env.get("AWS_CONTAINER_CREDENTIALS_FULL_URI")) {
        url = *full;
    } else {
        return std::optional<std::string>();
    }
    const std::size_t query = std::min(url.find('?'), url.size());
    if (!is_permitted(url.substr(0, query)) || !is_header_token(url)) {
        return source_failed(container_source_name,
                             "the address of the credentials is not allowed: it must be https, loopback, "
                             "169.254.170.2, 169.254.170.23 or [fd00:ec2::23]");
    }
    return std::optional<std::string>(std::move(url));
}

/// Empty: none is wanted. The file is read for each fetch, for EKS replaces it.
result<secret_string> read_token(const environment& env) {
    secret_string token(env.get("AWS_CONTAINER_AUTHORIZATION_TOKEN").value_or(""));
    if (const auto path = env.get("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")) {
        const auto text = env.read_file(*path);
        if (text.has_error() || !*text || (*text)->empty()) {
            return source_failed(container_source_name, "the authorization token file cannot be read or is empty");
        }
        token = secret_string((*text)->substr(0, (*text)->find_last_not_of(" \t\r\n") + 1));
    }
    const std::string_view text = token.reveal();
    if (std::any_of(text.begin(), text.end(), [](char c) { return c < 0x20 || c >= 0x7f; })) {
        return source_failed(container_source_name, "the authorization token has a character that no header may have");
    }
    return token;
}

}  // namespace

boost::asio::awaitable<result<credentials>> fetch_from_container(source_context context) {
    const environment& env = context.settings->env();
    MASTRA_CO_TRY(const std::optional<std::string> url, find_url(env));
    if (!url) {
        co_return source_silent(container_source_name,
                                "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and _FULL_URI are not set");
    }
    MASTRA_CO_TRY(const secret_string token, read_token(env));
    http_request request;
    request.method = "GET";
    request.url = *url;
    if (!token.empty()) {
        request.headers.push_back({"Authorization", std::string(token.reveal())});
    }
    const result<source_reply> reply = co_await exchange(context, std::move(request), container_try_timeout);
    if (reply.has_error()) {
        co_return source_failed(container_source_name, "the agent was not reached: " + reply.error().message());
    }
    if (!reply->ok()) {
        co_return source_failed(container_source_name, refusal_text(*reply));
    }
    co_return parse_credentials(reply->body.reveal(), metadata_members, std::string(container_source_name));
}

}  // namespace mastra::client
