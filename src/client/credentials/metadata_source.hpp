// Credentials of the role of an EC2 instance, from its metadata service (version 2).
#pragma once

#include "client/credentials/source_context.hpp"
#include "mastra/client/credentials.hpp"

namespace mastra::client {

/// The token first, then the role's name, then its credentials; 1 s at most for each. AWS_EC2_METADATA_DISABLED
/// switches it off; AWS_EC2_METADATA_SERVICE_ENDPOINT and AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE (or the profile's
/// settings of these names in lower case without "aws_") say where it is. Version 1, which gives credentials to whoever
/// can make the machine fetch a URL, is never asked. Errors: no_credentials when it is off, does not answer or has no
/// role, credentials_failed when it fails later.
[[nodiscard]] boost::asio::awaitable<result<credentials>> fetch_from_metadata(source_context context);

}  // namespace mastra::client
