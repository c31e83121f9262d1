// Credentials from text: the checks that every source shares, and the JSON that most of them answer with.
#pragma once

#include "mastra/client/credentials.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace mastra::client {

/// What a source found; empty text where it found nothing.
struct credentials_parts {
    std::string access_key_id;
    secret_string secret_access_key;
    secret_string session_token;
    std::optional<timestamp> expires_at;
};

/// Errors: credentials_failed when a key is missing, or has characters that cannot travel in a header.
[[nodiscard]] result<credentials> make_credentials(credentials_parts parts, std::string source);

/// The same check for credentials that the user's own code made.
[[nodiscard]] result<void> check_credentials(const credentials& value);

/// How a source names the members of its JSON answer.
struct credentials_members {
    std::string_view access_key_id;
    std::string_view secret_access_key;
    std::string_view session_token;
    std::string_view expiration;  ///< ISO 8601 text, or a number of milliseconds since 1970
};
inline constexpr credentials_members metadata_members{"AccessKeyId", "SecretAccessKey", "Token", "Expiration"};
inline constexpr credentials_members process_members{"AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"};
inline constexpr credentials_members sso_members{"accessKeyId", "secretAccessKey", "sessionToken", "expiration"};

/// Errors: credentials_failed, naming the source and the member, never quoting the answer.
[[nodiscard]] result<credentials> parse_credentials(std::string_view json, const credentials_members& members,
                                                    std::string source);

/// "SOURCE: reason" as credentials_failed.
[[nodiscard]] error source_failed(std::string_view source, std::string_view reason);
/// "SOURCE: reason" as no_credentials: the chain goes on.
[[nodiscard]] error source_silent(std::string_view source, std::string_view reason);

/// True for text that can be the value of a header: no control character, no white space, only ASCII.
[[nodiscard]] bool is_header_token(std::string_view text) noexcept;

}  // namespace mastra::client
