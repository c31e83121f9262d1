#include "cli/confirm.hpp"

#include "cli/line_input.hpp"
#include "cli/terminal_text.hpp"

#include <fmt/format.h>
#include <unistd.h>

namespace mastra::cli {

boost::asio::awaitable<outcome<void>> confirm_deletion(session& session, bool yes, std::string what, std::string name) {
    if (yes) {
        co_return outcome<void>();
    }
    if (isatty(STDIN_FILENO) == 0 || isatty(STDERR_FILENO) == 0) {
        co_return failure(exit_status::invalid_input, fmt::format("{} would be deleted; confirm it with --yes", what));
    }
    fmt::print(stderr, "{} will be deleted for ever. Type {} to go on: ", single_line(what), single_line(name));
    MASTRA_CO_TRY(line_reader input, line_reader::open("-"));
    MASTRA_CO_TRY(const std::optional<std::string> typed, co_await next_line(session, input));
    if (typed != name) {
        co_return failure(exit_status::invalid_input, "not confirmed; nothing was deleted");
    }
    co_return outcome<void>();
}

}  // namespace mastra::cli
