// The program: builds the command line from the table of commands, parses it, runs the chosen command.
#pragma once

namespace mastra::cli {

/// Returns the exit code. Throws nothing.
[[nodiscard]] int run_application(int argc, const char* const* argv);

}  // namespace mastra::cli
