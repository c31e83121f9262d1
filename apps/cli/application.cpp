#include "cli/application.hpp"

#include "cli/command_line.hpp"
#include "cli/terminal_text.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/this_coro.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <exception>
#include <optional>
#include <string_view>

namespace mastra::cli {
namespace {

namespace asio = boost::asio;

/// What a shell reports of a program that SIGPIPE ended.
constexpr int reader_gone_exit_code = 128 + SIGPIPE;

asio::awaitable<outcome<exit_status>> run_to_end(command& command, session& session) {
    // A cancelled operation gives an error value; it must not throw past it.
    co_await asio::this_coro::throw_if_cancelled(false);
    co_return co_await command.run(session);
}

/// Runs the command on this thread. The first SIGINT or SIGTERM cancels it; a second one ends the process.
outcome<exit_status> run_interruptible(command& command, session& session) {
    asio::io_context& context = session.context();
    asio::cancellation_signal stop;
    asio::signal_set signals(context, SIGINT, SIGTERM);
    signals.async_wait([&](const boost::system::error_code& ec, int) {
        if (!ec) {
            session.interrupt();
            signals.clear();
            stop.emit(asio::cancellation_type::terminal);
        }
    });
    std::exception_ptr thrown;
    std::optional<outcome<exit_status>> ended;
    asio::co_spawn(context, run_to_end(command, session),
                   asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr e, outcome<exit_status> value) {
                       thrown = e;
                       ended.emplace(std::move(value));
                   }));
    while (!ended && context.run_one() != 0) {
    }
    signals.cancel();
    session.disconnect();
    if (thrown) {
        std::rethrow_exception(thrown);
    }
    return *std::move(ended);
}

outcome<exit_status> run_reporting_exceptions(command& command, session& session) {
    try {
        outcome<exit_status> ended = run_interruptible(command, session);
        if (ended.has_error() && session.interrupted() && ended.error().status() == exit_status::interrupted) {
            return failure(exit_status::interrupted, "interrupted");
        }
        return ended;
    } catch (const mastra::exception& e) {
        return failure(e.error());
    } catch (const std::exception& e) {
        return failure(exit_status::corrupt_data,
                       fmt::format("this should not happen, please report it: {}", e.what()));
    }
}

int finish(session& session, outcome<exit_status> ended) {
    outcome<void> flushed = session.out().flush();
    session.report_cost();
    if (session.out().reader_gone()) {
        return reader_gone_exit_code;
    }
    if (ended.has_value() && flushed.has_error()) {
        ended = flushed.error();
    }
    if (ended.has_value()) {
        return static_cast<int>(*ended);
    }
    const failure& failed = ended.error();
    fmt::print(stderr, "{}", session.options().json ? failed.to_json() : failed.to_text());
    return static_cast<int>(failed.status());
}

/// Help and version go to standard output; a wrong command line is one sentence and where to read on.
int explain(CLI::App& app, const CLI::ParseError& problem, bool json) {
    if (problem.get_exit_code() == 0) {
        return app.exit(problem);
    }
    const CLI::App* at = &app;
    std::string path = app.get_name();
    while (!at->get_subcommands().empty()) {
        at = at->get_subcommands().front();
        path += " " + at->get_name();
    }
    const failure failed(exit_status::invalid_input, fmt::format("{}; see `{} --help`", problem.what(), path));
    fmt::print(stderr, "{}", json ? failed.to_json() : failed.to_text());
    return static_cast<int>(failed.status());
}

}  // namespace

int run_application(int argc, const char* const* argv) {
    std::signal(SIGPIPE, SIG_IGN);  // a closed pipe or socket is an error value, not the end of the process
    command_line line;
    try {
        line.app().parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        const bool json = std::any_of(argv, argv + argc, [](std::string_view word) { return word == "--json"; });
        return explain(line.app(), problem, json);
    }
    session session(line.app(), line.options());
    return finish(session, run_reporting_exceptions(*line.chosen(), session));
}

}  // namespace mastra::cli
