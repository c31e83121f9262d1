// Which addresses a signed request may go to: an endpoint is configuration, and bad configuration steals credentials.
#pragma once

#include "mastra/core/result.hpp"

#include <string>
#include <string_view>

namespace mastra::client {

/// An endpoint that was checked.
struct endpoint {
    /// "https://host[:port][/path]", complete, without a trailing slash: the request goes here.
    std::string url;
    /// As the Host header has it and as it is signed: lower case, with the port where it is not the scheme's own.
    std::string host;
    std::string path = "/";  ///< as it is signed; at least "/"
};

enum class endpoint_rules {
    strict,          ///< https anywhere but link-local and metadata addresses; http on loopback only
    allow_insecure,  ///< http anywhere, link-local and metadata addresses too
};

/// Parses and checks. Refused in every case: other schemes, user information, query, fragment, control characters,
/// white space, addresses written in octal, hexadecimal or shortened form. Errors: endpoint_refused with the reason
/// (user information is never repeated).
[[nodiscard]] result<endpoint> check_endpoint(std::string_view url, endpoint_rules rules);

}  // namespace mastra::client
