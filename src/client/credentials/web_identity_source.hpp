// Credentials of a role by a web identity token: IAM roles for Kubernetes service accounts, and their like.
#pragma once

#include "client/credentials/source_context.hpp"
#include "mastra/client/credentials.hpp"

namespace mastra::client {

/// AWS_WEB_IDENTITY_TOKEN_FILE, AWS_ROLE_ARN, AWS_ROLE_SESSION_NAME.
/// Errors: no_credentials when the first is not set, credentials_failed otherwise.
[[nodiscard]] boost::asio::awaitable<result<credentials>> fetch_by_web_identity(source_context context);

}  // namespace mastra::client
