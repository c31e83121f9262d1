#include "client/endpoint_policy.hpp"

#include "client/address_class.hpp"
#include "mastra/core/ascii.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace mastra::client {
namespace {

constexpr std::size_t max_url_bytes = 2048;

error refuse(std::string reason) {
    return {client_errc::endpoint_refused, std::move(reason)};
}

struct scheme {
    std::string_view prefix;
    std::string_view default_port;
};
constexpr scheme https{"https://", "443"};
constexpr scheme http{"http://", "80"};

/// The URL in pieces, each checked for its spelling only.
struct url_parts {
    const scheme* kind = nullptr;
    std::string host;  ///< lower case; IPv6 in brackets
    std::string port;  ///< empty: the scheme's own
    std::string path;  ///< without a trailing slash
};

bool has_forbidden_character(std::string_view url) {
    constexpr std::string_view forbidden = "\\\"<>^`{|}";
    return std::any_of(url.begin(), url.end(),
                       [&](char c) { return c <= 0x20 || c >= 0x7f || forbidden.find(c) != forbidden.npos; });
}

result<const scheme*> parse_scheme(std::string_view url) {
    for (const scheme* candidate : {&https, &http}) {
        if (ascii_lower_case(url.substr(0, candidate->prefix.size())) == candidate->prefix) {
            return candidate;
        }
    }
    return refuse("it must begin with https:// or http://");
}

/// Digits only, 1 to 65535, written without leading zeros.
bool is_port(std::string_view text) {
    unsigned value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    return failure == std::errc() && end == text.data() + text.size() && value >= 1 && value <= 65535 &&
           text.front() != '0';
}

/// Splits "host:port" or "[v6]:port".
result<void> parse_authority(std::string_view authority, url_parts& parts) {
    if (authority.find('@') != authority.npos) {
        return refuse("it must not carry a user name or a password");
    }
    if (authority.find('%') != authority.npos) {
        return refuse("the host must not be percent-encoded and must not have a zone");
    }
    std::size_t host_end = authority.find(':');
    if (authority.starts_with('[')) {
        host_end = authority.find(']');
        if (host_end == authority.npos) {
            return refuse("the IPv6 address has no closing ']'");
        }
        ++host_end;
    }
    host_end = std::min(host_end, authority.size());
    parts.host = ascii_lower_case(authority.substr(0, host_end));
    const std::string_view rest = authority.substr(host_end);
    if (rest.empty()) {
        return {};
    }
    if (rest.front() != ':' || !is_port(rest.substr(1))) {
        return refuse("the port must be a number from 1 to 65535");
    }
    if (rest.substr(1) != parts.kind->default_port) {
        parts.port = rest.substr(1);
    }
    return {};
}

/// Dot segments and doubled slashes mean one path to the signer and another one to the HTTP library.
result<void> parse_path(std::string_view path, url_parts& parts) {
    if (path.ends_with('/')) {
        path.remove_suffix(1);
    }
    const std::string segments = ascii_lower_case(path) + (path.empty() ? "" : "/");
    for (const std::string_view ambiguous : {"//", "/./", "/../", "%2e", "%2f", "%5c", "%00"}) {
        if (segments.find(ambiguous) != segments.npos) {
            return refuse("the path must not have empty, '.', '..' or encoded segments");
        }
    }
    parts.path = path;
    return {};
}

result<url_parts> parse_url(std::string_view url) {
    if (url.size() > max_url_bytes) {
        return refuse("it is longer than 2048 characters");
    }
    if (has_forbidden_character(url)) {
        return refuse("it has a character that a URL must not have");
    }
    url_parts parts;
    MASTRA_TRY(parts.kind, parse_scheme(url));
    url.remove_prefix(parts.kind->prefix.size());
    if (url.find_first_of("?#") != url.npos) {
        return refuse("it must not have a query or a fragment");
    }
    const std::string_view authority = url.substr(0, url.find('/'));
    MASTRA_CHECK(parse_authority(authority, parts));
    MASTRA_CHECK(parse_path(url.substr(authority.size()), parts));
    return parts;
}

result<void> check_address(const url_parts& parts, endpoint_rules rules) {
    const address_class where = classify_host(parts.host);
    if (where == address_class::malformed) {
        return refuse("the host is not a name, a plain dotted IPv4 address or an IPv6 address");
    }
    if (where == address_class::disguised) {
        return refuse("an IPv4 address must be written as one, not inside an IPv6 address");
    }
    if (rules == endpoint_rules::allow_insecure) {
        return {};
    }
    if (where == address_class::reserved) {
        return refuse(
            fmt::format("{} is a link-local, metadata or reserved address; allow_insecure_endpoint would "
                        "permit it",
                        parts.host));
    }
    if (parts.kind == &http && where != address_class::loopback) {
        return refuse(
            fmt::format("{} is not a loopback address, so it needs https; allow_insecure_endpoint would "
                        "permit http",
                        parts.host));
    }
    return {};
}

}  // namespace

result<endpoint> check_endpoint(std::string_view url, endpoint_rules rules) {
    MASTRA_TRY(const url_parts parts, parse_url(url));
    MASTRA_CHECK(check_address(parts, rules));
    endpoint out;
    out.host = parts.port.empty() ? parts.host : parts.host + ":" + parts.port;
    out.url = std::string(parts.kind->prefix).append(out.host).append(parts.path);
    if (!parts.path.empty()) {
        out.path = parts.path;
    }
    return out;
}

}  // namespace mastra::client
