// The AWS configuration of one client: environment, shared files, and the chosen profile. Serves the client.
#pragma once

#include "client/aws_config_file.hpp"
#include "client/environment.hpp"

#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace mastra::client {

/// Reads the shared files at first need and then keeps them: a program that gets everything from variables or from code
/// never opens them, and a broken file harms only those who use it.
/// Thread safety: all functions may be called from any thread.
class aws_settings {
public:
    /// No I/O. `profile` empty: AWS_PROFILE, AWS_DEFAULT_PROFILE, then "default".
    aws_settings(environment env, std::string profile);

    [[nodiscard]] const environment& env() const noexcept { return env_; }
    [[nodiscard]] const std::string& profile_name() const noexcept { return profile_name_; }
    /// The profile was named in code. It then comes before credentials in variables.
    [[nodiscard]] bool profile_given_in_code() const noexcept { return profile_in_code_; }
    /// The profile was named in code or by a variable, so that it must exist.
    [[nodiscard]] bool profile_is_named() const noexcept { return profile_named_; }

    /// Both files, merged. The pointer lives as long as this object. Errors: config_file_invalid.
    [[nodiscard]] result<const aws_config*> files() const;
    /// A setting of the chosen profile; empty optional when the profile or the setting is absent.
    /// Errors: config_file_invalid.
    [[nodiscard]] result<std::optional<std::string>> profile_setting(std::string_view key) const;

private:
    environment env_;
    std::string profile_name_;
    bool profile_in_code_;
    bool profile_named_;
    mutable std::once_flag files_once_;
    mutable result<aws_config> files_{aws_config{}};
};

}  // namespace mastra::client
