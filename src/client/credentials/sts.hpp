// AWS Security Token Service: temporary credentials of a role. Serves the profile and the web identity sources.
#pragma once

#include "client/credentials/source_context.hpp"
#include "mastra/client/credentials.hpp"

#include <string>

namespace mastra::client {

/// A role and how to ask for it.
struct role_request {
    std::string source;  ///< for messages and credentials::source
    std::string role_arn;
    std::string session_name;      ///< empty: "mastra-dynamodb-" and the time
    std::string external_id;       ///< empty: none
    std::string duration_seconds;  ///< empty: STS's default; 900 to 43200 as text
};

/// AssumeRole, signed with `who`. Requests sent: 1 to STS.
/// Errors: credentials_failed with STS's error code.
[[nodiscard]] boost::asio::awaitable<result<credentials>> assume_role(source_context context, role_request role,
                                                                      credentials who);

/// AssumeRoleWithWebIdentity with the token of a file, which is read now: Kubernetes replaces it while we run.
/// Requests sent: 1 to STS, unsigned. Errors: credentials_failed.
[[nodiscard]] boost::asio::awaitable<result<credentials>> assume_role_with_web_identity(source_context context,
                                                                                        role_request role,
                                                                                        std::string token_file);

}  // namespace mastra::client
