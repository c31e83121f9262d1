#include "stores/templates/template_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace mastra::stores {
namespace {

constexpr std::string_view name_characters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";

/// Copies a string literal, from its opening quote; returns where it ends.
std::size_t copy_literal(std::string_view text, std::size_t at, std::string& out) {
    const std::size_t begin = at++;
    while (text[at] != '"') {
        at += text[at] == '\\' ? 2 : 1;
    }
    out += text.substr(begin, at + 1 - begin);
    return at;
}

}  // namespace

result<void> check_table_name(std::string_view name) {
    if (name.size() < 3 || name.size() > 255 || name.find_first_not_of(name_characters) != std::string_view::npos) {
        return error(store_errc::invalid_argument,
                     fmt::format("a table's name has 3 to 255 letters, digits, '_', '-' and '.'; '{}' is none", name));
    }
    return {};
}

result<void> check_key_arn(std::string_view kms_key) {
    if (!kms_key.starts_with("arn:") || kms_key.find_first_of("\"'`\\$\n") != std::string_view::npos) {
        return error(store_errc::invalid_argument,
                     fmt::format("the KMS key must be given by its ARN, not '{}'", kms_key));
    }
    return {};
}

result<protocol::create_table_request> checked_definition(const std::string& table_name, const table_options& options) {
    MASTRA_CHECK(check_table_name(table_name));
    MASTRA_CHECK(check(options));
    const bool plain = std::ranges::all_of(options.ttl_attribute, [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.';
    });
    if (!plain) {
        return error(
            store_errc::invalid_argument,
            fmt::format("a TTL attribute of letters, digits, '_', '-' and '.' is needed in a template, not '{}'",
                        options.ttl_attribute));
    }
    return table_definition(table_name, options);
}

std::string_view type_letter(protocol::scalar_type type) {
    constexpr std::array<std::string_view, 3> letters{"S", "N", "B"};
    return letters[static_cast<std::size_t>(type)];
}

json_text json_of(std::string_view text) {
    return json_text::of_string(text);
}
json_text json_of(std::int64_t number) {
    return json_text::trusted(std::to_string(number));
}

json_text json_array(const std::vector<json_text>& values) {
    std::string text = "[";
    for (const json_text& value : values) {
        text += (text.size() > 1 ? "," : "") + value.text();
    }
    return json_text::trusted(text + "]");
}

std::string pretty(const json_text& json) {
    const std::string& text = json.text();
    std::string out;
    std::size_t depth = 0;
    const auto new_line = [&] { out += "\n" + std::string(2 * depth, ' '); };
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '"') {
            at = copy_literal(text, at, out);
        } else if (c == '{' || c == '[') {
            out += c;
            ++depth;
            new_line();
        } else if (c == '}' || c == ']') {
            --depth;
            new_line();
            out += c;
        } else {
            out += c;
            if (c == ',') {
                new_line();
            } else if (c == ':') {
                out += ' ';
            }
        }
    }
    return out + "\n";
}

}  // namespace mastra::stores
