// Credentials in AWS_ACCESS_KEY_ID and its fellows.
#pragma once

#include "client/credentials/source_context.hpp"
#include "mastra/client/credentials.hpp"

namespace mastra::client {

/// Errors: no_credentials when neither key is set, credentials_failed when one of the two is missing.
[[nodiscard]] boost::asio::awaitable<result<credentials>> fetch_from_environment(source_context context);

}  // namespace mastra::client
