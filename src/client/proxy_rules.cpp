#include "client/proxy_rules.hpp"

#include "mastra/core/ascii.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include <algorithm>
#include <initializer_list>
#include <optional>

namespace mastra::client {
namespace {

namespace ip = boost::asio::ip;
using variable_function = std::function<const char*(const char*)>;

constexpr std::string_view link_local = "169.254.0.0/16,fe80::/10,fd00:ec2::/32";

/// The first of these variables that has a value; else empty.
std::string_view first_set(std::initializer_list<const char*> names, const variable_function& variable) {
    for (const char* name : names) {
        const char* const value = variable(name);
        if (value != nullptr && *value != '\0') {
            return value;
        }
    }
    return {};
}

template <class Network>
bool contains(const Network& network, const decltype(network.address())& address) {
    return Network(address, network.prefix_length()).canonical() == network.canonical();
}

/// `rule`: an address, or a network such as 10.0.0.0/8.
bool has_address(std::string_view rule, const ip::address& address) {
    boost::system::error_code fault;
    if (rule.find('/') == rule.npos) {
        return ip::make_address(rule, fault) == address && !fault;
    }
    if (address.is_v4()) {
        const auto network = ip::make_network_v4(rule, fault);
        return !fault && contains(network, address.to_v4());
    }
    const auto network = ip::make_network_v6(rule, fault);
    return !fault && contains(network, address.to_v6());
}

/// `rule`: the name itself, or a domain above it, with or without dots around it.
bool has_name(std::string_view rule, std::string_view name) {
    rule.remove_prefix(rule.starts_with('.') ? 1 : 0);
    rule.remove_suffix(rule.ends_with('.') ? 1 : 0);
    name.remove_suffix(name.ends_with('.') ? 1 : 0);
    if (rule.empty() || rule.size() > name.size() || !ascii_iequals(name.substr(name.size() - rule.size()), rule)) {
        return false;
    }
    return rule.size() == name.size() || name[name.size() - rule.size() - 1] == '.';
}

std::optional<ip::address> address_in(std::string_view host) {
    if (host.starts_with('[') && host.ends_with(']')) {
        host = host.substr(1, host.size() - 2);
    }
    boost::system::error_code fault;
    const auto address = ip::make_address(host, fault);
    return fault ? std::nullopt : std::optional(address);
}

bool is_named_by(std::string_view rules, std::string_view host) {
    const std::optional<ip::address> address = address_in(host);
    while (!rules.empty()) {
        const std::size_t end = std::min(rules.find_first_of(", \t"), rules.size());
        const std::string_view rule = rules.substr(0, end);
        if (!rule.empty() && (address ? has_address(rule, *address) : has_name(rule, host))) {
            return true;
        }
        rules.remove_prefix(std::min(end + 1, rules.size()));
    }
    return false;
}

}  // namespace

std::string proxy_of(std::string_view scheme, std::string_view host, const variable_function& variable) {
    const std::string_view exceptions = first_set({"no_proxy", "NO_PROXY"}, variable);
    if (exceptions == "*" || is_named_by(exceptions, host) || is_named_by(link_local, host)) {
        return {};
    }
    // HTTP_PROXY in capitals is what a CGI program gets from a request's header "Proxy".
    const std::string_view own = ascii_iequals(scheme, "https") ? first_set({"https_proxy", "HTTPS_PROXY"}, variable)
                                                                : first_set({"http_proxy"}, variable);
    return std::string(own.empty() ? first_set({"all_proxy", "ALL_PROXY"}, variable) : own);
}

}  // namespace mastra::client
