#include "client/credentials/sts.hpp"

#include "client/credentials/credentials_text.hpp"
#include "client/credentials/http_exchange.hpp"
#include "client/credentials/xml_text.hpp"
#include "client/endpoint.hpp"
#include "client/percent_encoding.hpp"
#include "client/region.hpp"
#include "client/sigv4.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace mastra::client {
namespace {

using boost::asio::awaitable;

constexpr std::chrono::seconds sts_try_timeout{10};
constexpr const char* form_type = "application/x-www-form-urlencoded; charset=utf-8";

/// Where STS is, and for which region requests to it are signed.
struct sts_place {
    endpoint where;
    std::string region;
};

/// Without any region it is the global endpoint, which stands in us-east-1.
result<sts_place> find_sts(const source_context& context) {
    result<std::string> region = resolve_region(context.region, *context.settings);
    const bool global = region.has_error() && region.error().is(client_errc::no_region);
    if (region.has_error() && !global) {
        return region.error();
    }
    sts_place place;
    place.region = global ? "us-east-1" : *region;
    MASTRA_TRY(place.where, resolve_endpoint(sts_service, "", place.region, context.endpoints, *context.settings));
    if (global && place.where.host == "sts.us-east-1.amazonaws.com") {
        MASTRA_TRY(place.where, check_endpoint("https://sts.amazonaws.com", context.endpoints));
    }
    return place;
}

void append_field(std::string& form, std::string_view name, std::string_view value) {
    if (!value.empty()) {
        form.append("&").append(name).append("=");
        append_percent_encoded(form, value);
    }
}

std::string make_form(std::string_view action, const role_request& role, const clock& clock) {
    std::string form = std::string("Action=").append(action).append("&Version=2011-06-15");
    append_field(form, "RoleArn", role.role_arn);
    append_field(form, "RoleSessionName",
                 role.session_name.empty() ? fmt::format("mastra-dynamodb-{}", clock.now().time_since_epoch().count())
                                           : role.session_name);
    append_field(form, "ExternalId", role.external_id);
    append_field(form, "DurationSeconds", role.duration_seconds);
    return form;
}

http_request make_request(const sts_place& place, std::string form) {
    http_request request;
    request.url = place.where.url;
    request.headers.push_back({"Content-Type", form_type});
    request.body = std::move(form);
    return request;
}

void sign(http_request& request, const sts_place& place, const credentials& who, const clock& clock) {
    const sigv4_signer signer(place.region, "sts");
    const signing_input input{request.method, place.where.host, place.where.path, "", request.headers, request.body};
    add_signature_headers(request, signer.sign(input, who, clock.now()), who);
}

/// STS's error codes are words such as AccessDenied; anything else in their place is not repeated.
std::string error_code_of(std::string_view document) {
    const std::string code = xml_element_text(document, "Code");
    constexpr std::size_t longest_code = 64;
    const bool is_word =
        !code.empty() && code.size() <= longest_code && std::all_of(code.begin(), code.end(), [](char c) {
            return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.';
        });
    return is_word ? " (" + code + ")" : std::string();
}

result<credentials> read_reply(const source_reply& reply, const role_request& role) {
    const std::string_view document = reply.body.reveal();
    if (!reply.ok()) {
        return source_failed(role.source, fmt::format("STS refused the role {}: {}{}", role.role_arn,
                                                      refusal_text(reply), error_code_of(document)));
    }
    const auto expiration = parse_timestamp(xml_element_text(document, "Expiration"));
    if (!expiration) {
        return source_failed(role.source, "STS's reply has no time of expiration");
    }
    credentials_parts parts;
    parts.access_key_id = xml_element_text(document, "AccessKeyId");
    parts.secret_access_key = secret_string(xml_element_text(document, "SecretAccessKey"));
    parts.session_token = secret_string(xml_element_text(document, "SessionToken"));
    parts.expires_at = *expiration;
    return make_credentials(std::move(parts), role.source);
}

/// An error that names the source, whatever its origin.
error in_source(const error& cause, const role_request& role) {
    return source_failed(role.source, "STS was not reached: " + cause.message());
}

result<void> check_role(const role_request& role) {
    constexpr int shortest = 900;
    constexpr int longest = 43'200;
    if (role.role_arn.empty()) {
        return source_failed(role.source, "role_arn is missing");
    }
    int seconds = shortest;
    const std::string& text = role.duration_seconds;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    const bool is_number = failure == std::errc() && end == text.data() + text.size();
    if (!text.empty() && (!is_number || seconds < shortest || seconds > longest)) {
        return source_failed(role.source, "duration_seconds must be a number from 900 to 43200");
    }
    return {};
}

}  // namespace

awaitable<result<credentials>> assume_role(source_context context, role_request role, credentials who) {
    MASTRA_CO_CHECK(check_role(role));
    MASTRA_CO_TRY(const sts_place place, find_sts(context));
    http_request request = make_request(place, make_form("AssumeRole", role, *context.clock));
    sign(request, place, who, *context.clock);
    result<source_reply> reply = co_await exchange(context, std::move(request), sts_try_timeout);
    if (reply.has_error()) {
        co_return in_source(reply.error(), role);
    }
    co_return read_reply(*reply, role);
}

awaitable<result<credentials>> assume_role_with_web_identity(source_context context, role_request role,
                                                             std::string token_file) {
    MASTRA_CO_CHECK(check_role(role));
    const environment& env = context.settings->env();
    const result<std::optional<std::string>> text = env.read_file(env.expand_home(token_file));
    if (text.has_error() || !*text || (*text)->empty()) {
        co_return source_failed(role.source, "the web identity token file cannot be read or is empty");
    }
    MASTRA_CO_TRY(const sts_place place, find_sts(context));
    std::string form = make_form("AssumeRoleWithWebIdentity", role, *context.clock);
    const secret_string token((*text)->substr(0, (*text)->find_last_not_of(" \t\r\n") + 1));
    append_field(form, "WebIdentityToken", token.reveal());
    result<source_reply> reply = co_await exchange(context, make_request(place, std::move(form)), sts_try_timeout);
    if (reply.has_error()) {
        co_return in_source(reply.error(), role);
    }
    co_return read_reply(*reply, role);
}

}  // namespace mastra::client
