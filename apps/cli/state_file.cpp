#include "cli/state_file.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

namespace mastra::cli {
namespace {

failure not_saved(const std::string& name) {
    return failure(exit_status::output_failed, fmt::format("the state file {} cannot be written", name));
}

}  // namespace

outcome<std::string> state_file::load() const {
    std::error_code ignored;
    if (name_.empty() || !std::filesystem::exists(name_, ignored)) {
        return std::string();
    }
    std::ifstream file(name_, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file || text.str().empty()) {
        return failure(exit_status::invalid_input,
                       fmt::format("the state file {} cannot be read; remove it to begin anew", name_));
    }
    return text.str();
}

outcome<void> state_file::save(const std::string& state) const {
    if (name_.empty()) {
        return {};
    }
    std::error_code code;
    if (state.empty()) {
        std::filesystem::remove(name_, code);
        return code ? outcome<void>(not_saved(name_)) : outcome<void>();
    }
    const std::string next = name_ + ".next";
    {
        std::ofstream file(next, std::ios::binary | std::ios::trunc);
        file << state;
        if (!file.flush()) {
            return not_saved(name_);
        }
    }
    std::filesystem::rename(next, name_, code);
    return code ? outcome<void>(not_saved(name_)) : outcome<void>();
}

}  // namespace mastra::cli
