// The machine as configuration sees it: variables, files and the home directory, all injected. Serves the client.
#pragma once

#include "mastra/core/result.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace mastra::client {

/// Larger files are refused: no configuration, token or credentials file comes near.
inline constexpr std::size_t max_configuration_file_bytes = 1024 * 1024;

/// Thread safety: the functions may be called from any thread.
struct environment {
    /// The value of a variable; empty optional when it is not set.
    std::function<std::optional<std::string>(const std::string& name)> variable;
    /// The whole file; empty optional when there is no such file.
    /// Errors: config_file_invalid when it exists but cannot be read, or is too large.
    std::function<result<std::optional<std::string>>(const std::string& path)> read_file;
    /// Without a trailing slash; empty when unknown.
    std::string home_directory;

    /// The variable, where it is set and not empty: AWS treats an empty variable as unset.
    [[nodiscard]] std::optional<std::string> get(const std::string& name) const;
    /// is_true of the variable; false when it is not set.
    [[nodiscard]] bool flag(const std::string& name) const;
    /// `path` with a leading "~/" replaced by the home directory.
    [[nodiscard]] std::string expand_home(std::string path) const;
};

/// The spelling of "on" in AWS's variables and settings: "true" in any case.
[[nodiscard]] bool is_true(std::string_view text);

/// The process's own variables, files and home directory.
[[nodiscard]] environment system_environment();

}  // namespace mastra::client
