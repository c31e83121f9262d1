#include "cli/command_line.hpp"

#include <fmt/format.h>

#include <string>

namespace mastra::cli {
namespace {

constexpr std::size_t help_column = 34;

std::string footer_of(const command_row& row) {
    return fmt::format(
        "Examples:\n{}\nThe common options (--table, --endpoint, --region, --profile, --timeout, --json, "
        "--verbose, --progress) are described by `mastra-dynamodb --help`.",
        row.examples);
}

}  // namespace

command_line::command_line()
    : app_("Threads, messages and resources of AI agents in one DynamoDB table", "mastra-dynamodb") {
    app_.get_formatter()->column_width(help_column);
    app_.fallthrough();  // common options may follow the command; subcommands inherit it
    app_.require_subcommand(1);
    app_.set_version_flag("--version", "mastra-dynamodb " MASTRA_VERSION, "Print the version and exit");
    app_.set_help_flag("-h,--help", "Print this help and exit");
    declare_global_options(app_, options_);
    for (const command_group_row& group : command_group_table()) {
        app_.add_subcommand(std::string(group.name), std::string(group.summary))->require_subcommand(1);
    }
    for (const command_row& row : command_table()) {
        CLI::App* app = parent_of(row)->add_subcommand(std::string(row.name), std::string(row.summary));
        app->footer(footer_of(row));
        commands_.emplace_back(app, row.make());
        commands_.back().second->declare(*app);
    }
    app_.footer(
        "Every command explains itself: mastra-dynamodb COMMAND --help.\n"
        "Data goes to standard output, everything else to standard error.\n\n" +
        exit_status_help());
}

CLI::App* command_line::parent_of(const command_row& row) {
    return row.group.empty() ? &app_ : app_.get_subcommand(std::string(row.group));
}

command* command_line::chosen() const {
    for (const auto& [app, command] : commands_) {
        if (app->parsed()) {
            return command.get();
        }
    }
    return nullptr;
}

}  // namespace mastra::cli
