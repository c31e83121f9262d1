// libcurl's result codes as ours. Serves curl_connection.
#pragma once

#include "mastra/core/error.hpp"

#include <curl/curl.h>

#include <string_view>

namespace mastra::client {

/// `fault` is libcurl's own sentence: some codes are used for more than one thing.
[[nodiscard]] client_errc errc_of(CURLcode code, std::string_view fault) noexcept;

}  // namespace mastra::client
