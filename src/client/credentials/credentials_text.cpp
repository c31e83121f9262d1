#include "client/credentials/credentials_text.hpp"

#include "mastra/core/json_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

namespace mastra::client {
namespace {

std::string text_member(const json_object& object, std::string_view name) {
    const json_text* value = object.find(name);
    return value == nullptr ? std::string() : value->as_string().value_or("");
}

/// Milliseconds since 1970, up to the year 9999, so that arithmetic on them cannot overflow.
std::optional<timestamp> parse_epoch_milliseconds(std::string_view text) {
    constexpr std::int64_t end_of_9999 = 253'402'300'800'000;
    std::int64_t value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || end != text.data() + text.size() || value < 0 || value >= end_of_9999) {
        return std::nullopt;
    }
    return timestamp(std::chrono::milliseconds(value));
}

result<std::optional<timestamp>> expiration_member(const json_object& object, std::string_view name,
                                                   std::string_view source) {
    const json_text* value = object.find(name);
    if (value == nullptr || value->is_null()) {
        return std::optional<timestamp>();
    }
    if (const auto text = value->as_string()) {
        if (const auto time = parse_timestamp(*text)) {
            return std::optional<timestamp>(*time);
        }
    } else if (const auto time = parse_epoch_milliseconds(value->text())) {
        return time;
    }
    return source_failed(source, fmt::format("its {} is not a time", name));
}

}  // namespace

error source_failed(std::string_view source, std::string_view reason) {
    return {client_errc::credentials_failed, fmt::format("{}: {}", source, reason)};
}

error source_silent(std::string_view source, std::string_view reason) {
    return {client_errc::no_credentials, fmt::format("{}: {}", source, reason)};
}

bool is_header_token(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

result<void> check_credentials(const credentials& value) {
    if (value.access_key_id.empty() || value.secret_access_key.empty()) {
        return source_failed(value.source, value.access_key_id.empty() ? "the access key id is missing"
                                                                       : "the secret access key is missing");
    }
    for (const std::string_view text :
         {std::string_view(value.access_key_id), value.secret_access_key.reveal(), value.session_token.reveal()}) {
        if (!is_header_token(text)) {
            return source_failed(value.source,
                                 "a key has white space or another character that no key has; "
                                 "check line breaks and indentation");
        }
    }
    return {};
}

result<credentials> make_credentials(credentials_parts parts, std::string source) {
    credentials made{std::move(parts.access_key_id), std::move(parts.secret_access_key), std::move(parts.session_token),
                     parts.expires_at, std::move(source)};
    MASTRA_CHECK(check_credentials(made));
    return made;
}

result<credentials> parse_credentials(std::string_view json, const credentials_members& members, std::string source) {
    const result<json_object> object = json_object::parse(json);
    if (!object) {
        return source_failed(source, "the answer is not a JSON object");
    }
    credentials_parts parts;
    MASTRA_TRY(parts.expires_at, expiration_member(*object, members.expiration, source));
    parts.access_key_id = text_member(*object, members.access_key_id);
    parts.secret_access_key = secret_string(text_member(*object, members.secret_access_key));
    parts.session_token = secret_string(text_member(*object, members.session_token));
    return make_credentials(std::move(parts), std::move(source));
}

}  // namespace mastra::client
