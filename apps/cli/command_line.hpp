// The whole command line as CLI11 sees it, built from the table of commands. Also the source of completion scripts.
#pragma once

#include "cli/command.hpp"
#include "cli/options.hpp"

#include <memory>
#include <utility>
#include <vector>

namespace mastra::cli {

class command_line {
public:
    command_line();
    command_line(const command_line&) = delete;
    command_line& operator=(const command_line&) = delete;

    [[nodiscard]] CLI::App& app() noexcept { return app_; }
    [[nodiscard]] const global_options& options() const noexcept { return options_; }
    /// The command that was parsed; null before parsing.
    [[nodiscard]] command* chosen() const;

private:
    CLI::App* parent_of(const command_row& row);

    CLI::App app_;
    global_options options_;
    std::vector<std::pair<const CLI::App*, std::unique_ptr<command>>> commands_;
};

}  // namespace mastra::cli
