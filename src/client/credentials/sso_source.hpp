// Credentials of AWS IAM Identity Center, by the token that `aws sso login` left behind. Serves the profile source.
#pragma once

#include "client/aws_config_file.hpp"
#include "client/credentials/source_context.hpp"
#include "mastra/client/credentials.hpp"

#include <string>

namespace mastra::client {

/// True when the profile is one of Identity Center (sso_session or sso_start_url).
[[nodiscard]] bool uses_sso(const config_section& profile);

/// Reads the cached token of the profile's session (or start URL, in the older form) and asks for the role's
/// credentials. The token is never renewed here: that is `aws sso login`'s work. Requests sent: 1. Errors:
/// credentials_failed, config_file_invalid.
[[nodiscard]] boost::asio::awaitable<result<credentials>> fetch_by_sso(source_context context, config_section profile,
                                                                       std::string source);

}  // namespace mastra::client
