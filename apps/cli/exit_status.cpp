#include "cli/exit_status.hpp"

#include <fmt/format.h>

#include <array>

namespace mastra::cli {
namespace {

constexpr std::array exit_status_rows = {
    exit_status_row{exit_status::ok, "done"},
    exit_status_row{exit_status::not_found, "the table, thread or resource does not exist"},
    exit_status_row{exit_status::invalid_input, "the command line, the input or the configuration is wrong"},
    exit_status_row{exit_status::access_denied, "credentials or rights are missing, wrong or expired"},
    exit_status_row{exit_status::try_again, "throttled, timed out or not reachable: try again later"},
    exit_status_row{exit_status::conflict, "somebody else changes the same thing"},
    exit_status_row{exit_status::outcome_unknown, "a write may or may not have been applied: read before repeating it"},
    exit_status_row{exit_status::corrupt_data, "stored or received data cannot be understood"},
    exit_status_row{exit_status::faults_found, "the table has faults; they are listed"},
    exit_status_row{exit_status::output_failed, "the output could not be written"},
    exit_status_row{exit_status::interrupted, "interrupted by a signal"},
};

}  // namespace

std::span<const exit_status_row> exit_status_table() noexcept {
    return exit_status_rows;
}

std::string exit_status_help() {
    std::string text = "Exit codes:\n";
    for (const exit_status_row& row : exit_status_rows) {
        text += fmt::format("  {:<4}{}\n", static_cast<int>(row.status), row.meaning);
    }
    return text;
}

exit_status exit_status_of(error_kind kind) noexcept {
    switch (kind) {
        case error_kind::not_found:
            return exit_status::not_found;
        case error_kind::condition_failed:
        case error_kind::conflict:
            return exit_status::conflict;
        case error_kind::throttled:
        case error_kind::transient:
        case error_kind::deadline_exceeded:
            return exit_status::try_again;
        case error_kind::outcome_unknown:
            return exit_status::outcome_unknown;
        case error_kind::invalid_request:
            return exit_status::invalid_input;
        case error_kind::access_denied:
            return exit_status::access_denied;
        case error_kind::cancelled:
            return exit_status::interrupted;
        case error_kind::corrupt_data:
            return exit_status::corrupt_data;
    }
    return exit_status::corrupt_data;
}

}  // namespace mastra::cli
