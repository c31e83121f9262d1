// Credentials of a profile in the shared files: keys, roles, web identity, Identity Center, programs.
#pragma once

#include "client/credentials/source_context.hpp"
#include "mastra/client/credentials.hpp"

namespace mastra::client {

/// The chosen profile. Roles are followed through source_profile and credential_source.
/// Errors: no_credentials when the profile has none, or is "default" and does not exist; credentials_failed when a
/// named profile does not exist, profiles name each other in a circle, or a source fails; config_file_invalid.
[[nodiscard]] boost::asio::awaitable<result<credentials>> fetch_from_profile(source_context context);

}  // namespace mastra::client
