// The commands of the tool: one table, one file a command.
#pragma once

#include "cli/session.hpp"

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <span>
#include <string_view>

namespace mastra::cli {

/// One command. It lives from before the command line is parsed until the program ends.
class command {
public:
    virtual ~command() = default;
    /// Adds the command's own options, which write into this object.
    virtual void declare(CLI::App& app) = 0;
    /// Does the work. The session outlives the coroutine. Coroutines run with throw_if_cancelled(false).
    [[nodiscard]] virtual boost::asio::awaitable<outcome<exit_status>> run(session& session) = 0;
};

struct command_row {
    std::string_view group;  ///< "thread"; empty for a command of its own
    std::string_view name;
    std::string_view summary;
    std::string_view examples;
    std::unique_ptr<command> (*make)();
};
struct command_group_row {
    std::string_view name;
    std::string_view summary;
};
[[nodiscard]] std::span<const command_row> command_table() noexcept;
[[nodiscard]] std::span<const command_group_row> command_group_table() noexcept;

// commands/NAME.cpp each.
[[nodiscard]] std::unique_ptr<command> make_table_create();
[[nodiscard]] std::unique_ptr<command> make_table_describe();
[[nodiscard]] std::unique_ptr<command> make_table_verify();
[[nodiscard]] std::unique_ptr<command> make_table_template();
[[nodiscard]] std::unique_ptr<command> make_table_delete();
[[nodiscard]] std::unique_ptr<command> make_thread_list();
[[nodiscard]] std::unique_ptr<command> make_thread_show();
[[nodiscard]] std::unique_ptr<command> make_thread_delete();
[[nodiscard]] std::unique_ptr<command> make_message_list();
[[nodiscard]] std::unique_ptr<command> make_message_import();
[[nodiscard]] std::unique_ptr<command> make_message_export();
[[nodiscard]] std::unique_ptr<command> make_resource_show();
[[nodiscard]] std::unique_ptr<command> make_score_list();
[[nodiscard]] std::unique_ptr<command> make_score_show();
[[nodiscard]] std::unique_ptr<command> make_eval_list();
[[nodiscard]] std::unique_ptr<command> make_ttl_status();
[[nodiscard]] std::unique_ptr<command> make_ttl_enable();
[[nodiscard]] std::unique_ptr<command> make_trace_list();
[[nodiscard]] std::unique_ptr<command> make_trace_show();
[[nodiscard]] std::unique_ptr<command> make_prune();
[[nodiscard]] std::unique_ptr<command> make_bench();
[[nodiscard]] std::unique_ptr<command> make_completion();

}  // namespace mastra::cli
