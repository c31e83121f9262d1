#include "client/aws_settings.hpp"

#include <utility>

namespace mastra::client {
namespace {

struct shared_file {
    const char* variable;
    std::string_view below_home;
    config_file_kind kind;
};
// In this order: of a setting that both files have, the credentials file's holds.
constexpr shared_file shared_files[] = {
    {"AWS_CONFIG_FILE", "/.aws/config", config_file_kind::config},
    {"AWS_SHARED_CREDENTIALS_FILE", "/.aws/credentials", config_file_kind::credentials},
};

/// Empty: there is no such file, for want of a home directory.
std::string path_of(const shared_file& file, const environment& env) {
    if (const auto path = env.get(file.variable)) {
        return env.expand_home(*path);
    }
    return env.home_directory.empty() ? std::string() : env.home_directory + std::string(file.below_home);
}

result<aws_config> read_shared_files(const environment& env) {
    aws_config config;
    for (const shared_file& file : shared_files) {
        const std::string path = path_of(file, env);
        if (path.empty()) {
            continue;
        }
        MASTRA_TRY(const std::optional<std::string> text, env.read_file(path));
        if (text) {
            MASTRA_CHECK(parse_config_file(*text, file.kind, path, config));
        }
    }
    return config;
}

std::string profile_from_environment(const environment& env) {
    if (auto name = env.get("AWS_PROFILE")) {
        return *std::move(name);
    }
    return env.get("AWS_DEFAULT_PROFILE").value_or("");
}

}  // namespace

aws_settings::aws_settings(environment env, std::string profile)
    : env_(std::move(env)), profile_name_(std::move(profile)), profile_in_code_(!profile_name_.empty()) {
    if (!profile_in_code_) {
        profile_name_ = profile_from_environment(env_);
    }
    profile_named_ = !profile_name_.empty();
    if (!profile_named_) {
        profile_name_ = "default";
    }
}

result<const aws_config*> aws_settings::files() const {
    std::call_once(files_once_, [this] { files_ = read_shared_files(env_); });
    if (files_.has_error()) {
        return files_.error();
    }
    return &files_.value();
}

result<std::optional<std::string>> aws_settings::profile_setting(std::string_view key) const {
    MASTRA_TRY(const aws_config* config, files());
    const config_section* profile = config->profile(profile_name_);
    return profile == nullptr ? std::nullopt : setting(*profile, key);
}

}  // namespace mastra::client
