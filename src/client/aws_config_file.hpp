// Reads the shared AWS files, ~/.aws/config and ~/.aws/credentials. Serves the client's configuration.
#pragma once

#include "mastra/core/result.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace mastra::client {

/// The settings of one section. Keys are in lower case; a sub-setting is "parent.child" ("dynamodb.endpoint_url").
using config_section = std::map<std::string, std::string, std::less<>>;

/// Everything the shared files say that matters here.
struct aws_config {
    using sections = std::map<std::string, config_section, std::less<>>;
    sections profiles;
    sections sso_sessions;
    sections services;

    /// Null when there is no such profile.
    [[nodiscard]] const config_section* profile(std::string_view name) const noexcept;
};

/// The two files name their profiles differently: "[profile dev]" and "[dev]".
enum class config_file_kind { config, credentials };

/// Parses one file's text and adds it to `into`. Of a setting given twice the last one holds; hence read the config
/// file first and the credentials file, which comes first for AWS, second. Limits: 64 KiB a line, 100,000 lines.
/// Errors: config_file_invalid with `name` and the line number; never with text of the line, which may be a secret.
[[nodiscard]] result<void> parse_config_file(std::string_view text, config_file_kind kind, std::string_view name,
                                             aws_config& into);

/// The value of a setting, empty optional when it is absent or empty.
[[nodiscard]] std::optional<std::string> setting(const config_section& section, std::string_view key);
/// The same, empty text when it is absent.
[[nodiscard]] std::string setting_or_empty(const config_section& section, std::string_view key);

}  // namespace mastra::client
