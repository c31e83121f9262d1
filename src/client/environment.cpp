#include "client/environment.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>
#include <vector>

namespace mastra::client {
namespace {

class descriptor {
public:
    explicit descriptor(int value) : value_(value) {}
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;
    ~descriptor() {
        if (value_ >= 0) {
            ::close(value_);
        }
    }
    [[nodiscard]] int get() const noexcept { return value_; }

private:
    int value_;
};

error unreadable(const std::string& path, int reason) {
    return {client_errc::config_file_invalid, fmt::format("{}: {}", path, std::generic_category().message(reason))};
}

/// Reads to the end, so that files whose size is not known beforehand (/dev/null, pipes, /proc) work too.
result<std::optional<std::string>> read_system_file(const std::string& path) {
    const descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) {
        if (errno == ENOENT || errno == ENOTDIR) {
            return std::optional<std::string>();
        }
        return unreadable(path, errno);
    }
    std::string text;
    std::array<char, 4096> buffer{};
    while (true) {
        const ssize_t count = ::read(file.get(), buffer.data(), buffer.size());
        if (count == 0) {
            return std::optional<std::string>(std::move(text));
        }
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return unreadable(path, errno);
        }
        text.append(buffer.data(), static_cast<std::size_t>(count));
        if (text.size() > max_configuration_file_bytes) {
            return error(client_errc::config_file_invalid, path + ": it is larger than 1 MiB");
        }
    }
}

std::optional<std::string> read_system_variable(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

std::string home_of_user() {
    if (auto home = read_system_variable("HOME"); home && !home->empty()) {
        return *std::move(home);
    }
    std::vector<char> buffer(4096);
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr) {
        return found->pw_dir;
    }
    return {};
}

}  // namespace

std::optional<std::string> environment::get(const std::string& name) const {
    auto value = variable(name);
    return value && value->empty() ? std::nullopt : value;
}

bool environment::flag(const std::string& name) const {
    return is_true(get(name).value_or(""));
}

std::string environment::expand_home(std::string path) const {
    return path.starts_with("~/") ? home_directory + path.substr(1) : path;
}

bool is_true(std::string_view text) {
    constexpr std::string_view wanted = "true";
    return std::equal(text.begin(), text.end(), wanted.begin(), wanted.end(),
                      [](char c, char w) { return (c | 0x20) == w; });
}

environment system_environment() {
    return {read_system_variable, read_system_file, home_of_user()};
}

}  // namespace mastra::client
