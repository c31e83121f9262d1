// What kind of place a host name or address is. Serves the endpoint policy.
#pragma once

#include <string_view>

namespace mastra::client {

enum class address_class {
    ordinary,   ///< a name or an address that may be anywhere
    loopback,   ///< this machine
    reserved,   ///< link-local, cloud metadata, unspecified, multicast: no DynamoDB lives there
    disguised,  ///< an IPv4 address inside an IPv6 one
    malformed,  ///< not a host; or an IPv4 address in octal, hexadecimal or shortened spelling
};

/// `host`: lower case, an IPv6 address in brackets. Looks nothing up.
[[nodiscard]] address_class classify_host(std::string_view host);

}  // namespace mastra::client
