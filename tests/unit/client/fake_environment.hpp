// A machine for tests of configuration and credentials: its variables and files are two maps.
#pragma once

#include "client/aws_settings.hpp"
#include "client/environment.hpp"

#include <map>
#include <memory>
#include <string>

namespace mastra::client::test {

struct fake_machine {
    std::map<std::string, std::string> variables;
    std::map<std::string, std::string> files;  ///< the home directory is /home/ada
};

inline environment environment_of(fake_machine machine) {
    const auto shared = std::make_shared<const fake_machine>(std::move(machine));
    environment env;
    env.variable = [shared](const std::string& name) {
        const auto found = shared->variables.find(name);
        return found == shared->variables.end() ? std::nullopt : std::optional<std::string>(found->second);
    };
    env.read_file = [shared](const std::string& path) -> result<std::optional<std::string>> {
        const auto found = shared->files.find(path);
        return found == shared->files.end() ? std::nullopt : std::optional<std::string>(found->second);
    };
    env.home_directory = "/home/ada";
    return env;
}

inline std::shared_ptr<const aws_settings> settings_of(fake_machine machine, std::string profile = {}) {
    return std::make_shared<const aws_settings>(environment_of(std::move(machine)), std::move(profile));
}

inline constexpr const char* config_path = "/home/ada/.aws/config";
inline constexpr const char* credentials_path = "/home/ada/.aws/credentials";

}  // namespace mastra::client::test
