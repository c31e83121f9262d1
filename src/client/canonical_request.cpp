#include "client/canonical_request.hpp"

#include "client/percent_encoding.hpp"
#include "mastra/core/ascii.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace mastra::client {
namespace {

struct signed_header {
    std::string_view name;  ///< lower case
    std::string_view value;
};

constexpr bool is_space(char c) {
    return c == ' ' || c == '\t';
}

/// Every service but S3 encodes the path once more than it is sent.
void append_path(std::string& text, std::string_view path) {
    append_percent_encoded(text, path.empty() ? "/" : path, "/");
}

void append_query(std::string& text, std::string_view query) {
    std::vector<std::pair<std::string_view, std::string_view>> parameters;
    while (!query.empty()) {
        const std::string_view part = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(part.size() + 1, query.size()));
        const std::size_t equals = part.find('=');
        if (!part.empty()) {
            parameters.emplace_back(part.substr(0, equals), equals == part.npos ? "" : part.substr(equals + 1));
        }
    }
    std::sort(parameters.begin(), parameters.end());
    std::string_view separator;
    for (const auto& [name, value] : parameters) {
        text.append(separator).append(name).append("=").append(value);
        separator = "&";
    }
}

/// Without white space at the ends, and one blank for any number inside.
void append_value(std::string& text, std::string_view value) {
    if (std::none_of(value.begin(), value.end(), is_space)) {
        text.append(value);
        return;
    }
    const std::size_t start = text.size();
    bool blank = false;
    for (const char c : value) {
        if (is_space(c)) {
            blank = true;
            continue;
        }
        if (blank && text.size() != start) {
            text += ' ';
        }
        blank = false;
        text += c;
    }
}

/// The names of all headers in lower case, one behind the other.
std::string lower_case_names(std::span<const http_header> headers) {
    std::string names;
    names.reserve(64);
    for (const http_header& header : headers) {
        names.append(header.name);
    }
    return ascii_lower_case(names);
}

/// `names`: lower_case_names of the input's; must outlive what comes back.
std::vector<signed_header> sorted_headers(const signing_input& input, const signer_headers& own,
                                          std::string_view names) {
    std::vector<signed_header> headers;
    headers.reserve(input.headers.size() + 3);
    // A handful: each goes to its place, behind those of the same name.
    const auto add = [&headers](std::string_view name, std::string_view value) {
        const auto place = std::upper_bound(headers.begin(), headers.end(), name,
                                            [](std::string_view a, const signed_header& b) { return a < b.name; });
        headers.insert(place, signed_header{name, value});
    };
    for (const http_header& header : input.headers) {
        add(names.substr(0, header.name.size()), header.value);
        names.remove_prefix(header.name.size());
    }
    add("host", own.host);
    add("x-amz-date", own.amz_date);
    if (!own.security_token.empty()) {
        add("x-amz-security-token", own.security_token);
    }
    return headers;
}

void append_headers(canonical_request& out, const std::vector<signed_header>& headers) {
    for (std::size_t i = 0; i < headers.size(); ++i) {
        if (i != 0 && headers[i].name == headers[i - 1].name) {
            out.text.back() = ',';
        } else {
            out.text.append(headers[i].name).append(":");
            out.signed_names.append(i == 0 ? "" : ";").append(headers[i].name);
        }
        append_value(out.text, headers[i].value);
        out.text += '\n';
    }
}

}  // namespace

canonical_request canonicalize(const signing_input& input, const signer_headers& own, std::string_view payload_hash) {
    canonical_request out;
    out.text.reserve(512 + own.security_token.size() + input.path.size() + input.query.size());
    out.signed_names.reserve(80);
    out.text.append(input.method).append("\n");
    append_path(out.text, input.path);
    out.text += '\n';
    append_query(out.text, input.query);
    out.text += '\n';
    const std::string names = lower_case_names(input.headers);
    append_headers(out, sorted_headers(input, own, names));
    out.text.append("\n").append(out.signed_names).append("\n").append(payload_hash);
    return out;
}

}  // namespace mastra::client
