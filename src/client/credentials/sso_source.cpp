#include "client/credentials/sso_source.hpp"

#include "client/credentials/credentials_text.hpp"
#include "client/credentials/http_exchange.hpp"
#include "client/endpoint.hpp"
#include "client/percent_encoding.hpp"
#include "client/region.hpp"
#include "mastra/core/hex.hpp"
#include "mastra/core/json_text.hpp"

#include <openssl/evp.h>

#include <array>
#include <utility>

namespace mastra::client {
namespace {

constexpr std::chrono::seconds sso_try_timeout{10};

struct sso_session {
    std::string cache_key;  ///< its SHA-1 is the name of the token's file
    std::string region;
    std::string account_id;
    std::string role_name;
};

result<sso_session> read_session(const source_context& context, const config_section& profile,
                                 std::string_view source) {
    sso_session session{setting_or_empty(profile, "sso_start_url"), setting_or_empty(profile, "sso_region"),
                        setting_or_empty(profile, "sso_account_id"), setting_or_empty(profile, "sso_role_name")};
    if (const auto name = setting(profile, "sso_session")) {
        MASTRA_TRY(const aws_config* config, context.settings->files());
        const auto section = config->sso_sessions.find(*name);
        if (section == config->sso_sessions.end()) {
            return source_failed(source, "its sso_session is not in the configuration file");
        }
        session.cache_key = *name;
        session.region = setting_or_empty(section->second, "sso_region");
    }
    if (session.region.empty() || session.account_id.empty() || session.role_name.empty()) {
        return source_failed(source, "sso_region, sso_account_id and sso_role_name are needed");
    }
    return session;
}

/// SHA-1 because the AWS command line names its files so; nothing depends on its strength.
std::string sha1_hex(const std::string& text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha1(), nullptr) != 1) {
        return {};
    }
    return to_hex({digest.data(), size});
}

/// Older versions of the AWS command line wrote "2020-06-17T10:02:08UTC".
result<timestamp> parse_token_time(std::string text) {
    constexpr std::string_view old_suffix = "UTC";
    if (text.ends_with(old_suffix)) {
        text.replace(text.size() - old_suffix.size(), old_suffix.size(), "Z");
    }
    return parse_timestamp(text);
}

std::string text_of(const json_object& object, std::string_view key) {
    const json_text* value = object.find(key);
    return value == nullptr ? std::string() : value->as_string().value_or("");
}

result<secret_string> read_token(const source_context& context, const sso_session& session, std::string_view source) {
    constexpr std::string_view advice = "run `aws sso login` for this profile";
    const environment& env = context.settings->env();
    const std::string path = env.home_directory + "/.aws/sso/cache/" + sha1_hex(session.cache_key) + ".json";
    const auto text = env.read_file(path);
    if (text.has_error() || !*text) {
        return source_failed(source, std::string("there is no cached SSO token; ").append(advice));
    }
    const secret_string document(**text);
    const result<json_object> object = json_object::parse(document.reveal());
    if (object.has_error()) {
        return source_failed(source, std::string("the cached SSO token is not a JSON object; ").append(advice));
    }
    secret_string token(text_of(*object, "accessToken"));
    const result<timestamp> expires = parse_token_time(text_of(*object, "expiresAt"));
    if (token.empty() || !is_header_token(token.reveal()) || expires.has_error()) {
        return source_failed(source, std::string("the cached SSO token is not valid; ").append(advice));
    }
    if (*expires <= context.clock->now()) {
        return source_failed(source, std::string("the SSO session has expired; ").append(advice));
    }
    return token;
}

result<http_request> make_request(const source_context& context, const sso_session& session,
                                  const secret_string& token) {
    MASTRA_TRY(const std::string region, resolve_region(session.region, *context.settings));
    MASTRA_TRY(const endpoint where, resolve_endpoint(sso_service, "", region, context.endpoints, *context.settings));
    http_request request;
    request.method = "GET";
    request.url = where.url + "/federation/credentials?account_id=";
    append_percent_encoded(request.url, session.account_id);
    request.url += "&role_name=";
    append_percent_encoded(request.url, session.role_name);
    request.headers.push_back({"x-amz-sso_bearer_token", std::string(token.reveal())});
    return request;
}

result<credentials> read_reply(const source_reply& reply, std::string source) {
    constexpr int unauthorized = 401;
    if (reply.status == unauthorized) {
        return source_failed(source, "the SSO session is not accepted any more; run `aws sso login` for this profile");
    }
    if (!reply.ok()) {
        return source_failed(source, refusal_text(reply));
    }
    const result<json_object> document = json_object::parse(reply.body.reveal());
    const json_text* found = document.has_value() ? document->find("roleCredentials") : nullptr;
    if (found == nullptr) {
        return source_failed(source, "the answer has no roleCredentials");
    }
    return parse_credentials(found->text(), sso_members, std::move(source));
}

}  // namespace

bool uses_sso(const config_section& profile) {
    return setting(profile, "sso_session").has_value() || setting(profile, "sso_start_url").has_value();
}

boost::asio::awaitable<result<credentials>> fetch_by_sso(source_context context, config_section profile,
                                                         std::string source) {
    MASTRA_CO_TRY(const sso_session session, read_session(context, profile, source));
    MASTRA_CO_TRY(const secret_string token, read_token(context, session, source));
    MASTRA_CO_TRY(http_request request, make_request(context, session, token));
    const result<source_reply> reply = co_await exchange(context, std::move(request), sso_try_timeout);
    if (reply.has_error()) {
        co_return source_failed(source, "IAM Identity Center was not reached: " + reply.error().message());
    }
    co_return read_reply(*reply, std::move(source));
}

}  // namespace mastra::client
