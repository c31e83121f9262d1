#include "client/proxy_rules.hpp"

namespace mastra::client {

std::string hosts_without_proxy(const std::function<const char*(const char*)>& variable) {
    constexpr const char* link_local = "169.254.0.0/16,fe80::/10,fd00:ec2::/32";
    for (const char* name : {"no_proxy", "NO_PROXY"}) {
        const char* const own = variable(name);
        if (own == nullptr || *own == '\0') {
            continue;
        }
        // A lone star means "no proxy at all" only when it stands alone.
        return std::string(own) == "*" ? "*" : std::string(own) + "," + link_local;
    }
    return link_local;
}

}  // namespace mastra::client
