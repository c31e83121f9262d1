// Percent-encoding as RFC 3986 and AWS have it: paths and queries of signed requests, forms. Serves the client.
#pragma once

#include <string>
#include <string_view>

namespace mastra::client {

/// Appends `bytes` with everything but unreserved characters, and those of `keep`, as %XX.
void append_percent_encoded(std::string& text, std::string_view bytes, std::string_view keep = {});

}  // namespace mastra::client
