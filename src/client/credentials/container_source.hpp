// Credentials from the container's agent: Amazon ECS, EKS Pod Identity, Greengrass.
#pragma once

#include "client/credentials/source_context.hpp"
#include "mastra/client/credentials.hpp"

namespace mastra::client {

/// AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or AWS_CONTAINER_CREDENTIALS_FULL_URI, with
/// AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE or AWS_CONTAINER_AUTHORIZATION_TOKEN. Plain http only to loopback and to the
/// addresses of ECS and EKS. Requests sent: 1.
/// Errors: no_credentials when neither address is set, credentials_failed otherwise.
[[nodiscard]] boost::asio::awaitable<result<credentials>> fetch_from_container(source_context context);

}  // namespace mastra::client
