// Credentials that a program of the user's prints: credential_process. Serves the profile source.
#pragma once

#include "client/credentials/source_context.hpp"
#include "mastra/client/credentials.hpp"

#include <string>

namespace mastra::client {

/// Runs `command` (split into words, no shell) for a minute at most and reads the JSON that it prints.
/// Errors: credentials_failed; nothing that the program printed is ever repeated.
[[nodiscard]] boost::asio::awaitable<result<credentials>> fetch_from_process(std::string command, std::string source);

}  // namespace mastra::client
