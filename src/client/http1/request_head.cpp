#include "client/http1/request_head.hpp"

#include "mastra/core/ascii.hpp"

#include <algorithm>

namespace mastra::client::http1 {
namespace {

constexpr std::string_view line_end = "\r\n";

/// A tab is none: header values may have it.
bool has_control_character(std::string_view text) {
    return ascii_has_control(text) &&
           std::any_of(text.begin(), text.end(), [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; });
}

bool has_space(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\t'; });
}

std::size_t end_of_authority(std::string_view url, std::size_t begin) {
    const auto ends_it = [](char c) { return c == '/' || c == '?' || c == '#'; };
    const auto first = url.begin() + static_cast<std::ptrdiff_t>(begin);
    return static_cast<std::size_t>(std::find_if(first, url.end(), ends_it) - url.begin());
}

result<void> check(const http_request& request) {
    if (has_control_character(request.url) || has_space(request.url) || has_control_character(request.method)) {
        return error(client_errc::invalid_configuration, "the URL of a request has a space or a control character");
    }
    for (const http_header& header : request.headers) {
        if (has_control_character(header.name) || has_control_character(header.value)) {
            return error(client_errc::invalid_configuration, "a request header has a control character");
        }
    }
    return {};
}

void append_header(std::string& text, std::string_view name, std::string_view value) {
    text.append(name).append(": ").append(value).append(line_end);
}

std::size_t size_of_headers(const http_request& request) {
    std::size_t size = 0;
    for (const http_header& header : request.headers) {
        size += header.name.size() + header.value.size() + 4;
    }
    return size;
}

}  // namespace

result<url_parts> split_url(std::string_view url) {
    const std::size_t colon = url.find("://");
    url_parts parts;
    parts.scheme = url.substr(0, colon == url.npos ? 0 : colon);
    const bool is_https = ascii_iequals(parts.scheme, "https");
    if (!is_https && !ascii_iequals(parts.scheme, "http")) {
        return error(client_errc::endpoint_refused, "neither an http nor an https URL");
    }
    const std::size_t begin = colon + 3;
    const std::size_t end = end_of_authority(url, begin);
    const std::string_view authority = url.substr(begin, end - begin);
    if (authority.empty() || authority.find('@') != authority.npos) {
        return error(client_errc::endpoint_refused, "a URL without a host, or with a user's name");
    }
    const std::string_view own_port = is_https ? ":443" : ":80";
    parts.origin = url.substr(0, end);
    parts.host = authority.substr(0, authority.size() - (authority.ends_with(own_port) ? own_port.size() : 0));
    // The colons of an IPv6 address stand before its bracket ends.
    const std::size_t port = authority.find(':', std::min(authority.find(']'), authority.size()));
    parts.name = authority.substr(0, authority.starts_with('[') ? port : authority.find(':'));
    parts.target = url.substr(end, std::min(url.find('#', end), url.size()) - end);
    return parts;
}

result<std::string> request_head(const http_request& request, const url_parts& url, const forwarding* through) {
    MASTRA_CHECK(check(request));
    constexpr std::size_t fixed_text = 128;
    std::string text;
    text.reserve(fixed_text + request.url.size() + size_of_headers(request) +
                 (through != nullptr ? through->authorization.size() : 0));
    text.append(request.method).append(" ");
    if (through != nullptr) {
        text.append(url.origin);
    }
    text.append(url.target.starts_with('/') ? "" : "/").append(url.target).append(" HTTP/1.1").append(line_end);
    append_header(text, "Host", url.host);
    if (through != nullptr && !through->authorization.empty()) {
        append_header(text, "Proxy-Authorization", through->authorization);
    }
    for (const http_header& header : request.headers) {
        append_header(text, header.name, header.value);
    }
    if (request.method != "GET" || request.body.size() != 0) {
        append_header(text, "Content-Length", std::to_string(request.body.size()));
    }
    text.append(line_end);
    return text;
}

}  // namespace mastra::client::http1
