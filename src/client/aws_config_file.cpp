#include "client/aws_config_file.hpp"

#include "mastra/core/ascii.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace mastra::client {
namespace {

constexpr std::size_t max_line_bytes = 64 * 1024;
constexpr std::size_t max_lines = 100'000;

/// A carriage return is one too, which makes Windows' line ends ordinary ones.
constexpr bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}
constexpr bool starts_comment(char c) {
    return c == '#' || c == ';';
}

/// A comment behind a value begins with white space: "value # comment", while "a#b" is a value.
std::string_view without_comment(std::string_view text) {
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (starts_comment(text[i]) && is_blank(text[i - 1])) {
            return ascii_trim(text.substr(0, i));
        }
    }
    return ascii_trim(text);
}

std::string_view without_quotes(std::string_view text) {
    const bool quoted =
        text.size() >= 2 && text.front() == text.back() && (text.front() == '"' || text.front() == '\'');
    return quoted ? text.substr(1, text.size() - 2) : text;
}

/// Reads one file line by line. What a line means depends on the section and on the setting before it.
class file_parser {
public:
    file_parser(config_file_kind kind, aws_config& into) : kind_(kind), into_(into) {}

    /// Empty text: the line is fine. Otherwise what is wrong with it.
    [[nodiscard]] std::string_view read_line(std::string_view line) {
        if (line.size() > max_line_bytes) {
            return "the line is longer than 64 KiB";
        }
        if (line.find('\0') != line.npos) {
            return "the file is not text";
        }
        const std::string_view content = ascii_trim(line);
        if (content.empty() || starts_comment(content.front())) {
            return {};
        }
        if (line.front() == '[') {
            return open_section(content);
        }
        return is_blank(line.front()) && last_ != nullptr ? read_indented(content) : read_setting(content, "");
    }

private:
    [[nodiscard]] std::string_view open_section(std::string_view content) {
        const std::size_t end = content.find(']');
        if (end == content.npos) {
            return "the section's name has no closing ']'";
        }
        const std::string_view rest = ascii_trim(content.substr(end + 1));
        if (!rest.empty() && !starts_comment(rest.front())) {
            return "a section's name must stand alone on its line";
        }
        const std::string_view name = ascii_trim(content.substr(1, end - 1));
        if (name.empty()) {
            return "the section has no name";
        }
        section_ = find_section(name);
        in_section_ = true;
        last_ = nullptr;
        return {};
    }

    /// Null for sections that say nothing to us, such as [plugins].
    [[nodiscard]] config_section* find_section(std::string_view name) {
        if (kind_ == config_file_kind::credentials) {
            return &into_.profiles[std::string(name)];
        }
        if (name == "default") {
            return &into_.profiles["default"];
        }
        const std::size_t blank = std::min(name.find_first_of(" \t\r"), name.size());
        const std::string key(without_quotes(ascii_trim(name.substr(blank))));
        const std::string_view type = name.substr(0, blank);
        if (key.empty()) {
            return nullptr;
        }
        if (type == "profile") {
            return &into_.profiles[key];
        }
        if (type == "sso-session") {
            return &into_.sso_sessions[key];
        }
        return type == "services" ? &into_.services[key] : nullptr;
    }

    /// An indented line continues the value above it, or is a sub-setting where that value is empty.
    [[nodiscard]] std::string_view read_indented(std::string_view content) {
        if (last_value_is_parent_) {
            return read_setting(content, parent_);
        }
        last_->append("\n").append(content);
        return {};
    }

    [[nodiscard]] std::string_view read_setting(std::string_view content, std::string_view parent) {
        if (!in_section_) {
            return "a setting stands before the first [section]";
        }
        const std::size_t equals = content.find('=');
        if (equals == content.npos) {
            return "expected 'name = value'";
        }
        const std::string key = ascii_lower_case(ascii_trim(content.substr(0, equals)));
        if (key.empty()) {
            return "the setting has no name";
        }
        store(parent.empty() ? key : std::string(parent).append(".").append(key),
              without_comment(content.substr(equals + 1)));
        if (parent.empty()) {
            parent_ = key;
            last_value_is_parent_ = last_->empty();
        }
        return {};
    }

    void store(std::string key, std::string_view value) {
        std::string& slot = section_ == nullptr ? ignored_ : (*section_)[std::move(key)];
        slot = value;
        last_ = &slot;
    }

    config_file_kind kind_;
    aws_config& into_;
    config_section* section_ = nullptr;
    bool in_section_ = false;
    std::string ignored_;          ///< takes the values of sections that are not ours
    std::string* last_ = nullptr;  ///< where a continuation goes; null at the start of a section
    std::string parent_;
    bool last_value_is_parent_ = false;
};

error refuse(std::string_view name, std::size_t line, std::string_view reason) {
    return {client_errc::config_file_invalid, fmt::format("{}, line {}: {}", name, line, reason)};
}

}  // namespace

const config_section* aws_config::profile(std::string_view name) const noexcept {
    const auto found = profiles.find(name);
    return found == profiles.end() ? nullptr : &found->second;
}

result<void> parse_config_file(std::string_view text, config_file_kind kind, std::string_view name, aws_config& into) {
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    if (text.starts_with(byte_order_mark)) {
        text.remove_prefix(byte_order_mark.size());
    }
    file_parser parser(kind, into);
    for (std::size_t line_number = 1; !text.empty(); ++line_number) {
        if (line_number > max_lines) {
            return refuse(name, line_number, "the file has more than 100,000 lines");
        }
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (const std::string_view reason = parser.read_line(line); !reason.empty()) {
            return refuse(name, line_number, reason);
        }
    }
    return {};
}

std::optional<std::string> setting(const config_section& section, std::string_view key) {
    const auto found = section.find(key);
    if (found == section.end() || found->second.empty()) {
        return std::nullopt;
    }
    return found->second;
}

std::string setting_or_empty(const config_section& section, std::string_view key) {
    return setting(section, key).value_or("");
}

}  // namespace mastra::client
