// What the tool tells its caller by its exit code: one code for each thing a script can do about it.
#pragma once

#include "mastra/core/error.hpp"

#include <span>
#include <string>
#include <string_view>

namespace mastra::cli {

/// Stable for ever; scripts depend on the numbers.
enum class exit_status : int {
    ok = 0,
    not_found = 1,
    invalid_input = 2,
    access_denied = 3,
    try_again = 4,
    conflict = 5,
    outcome_unknown = 6,
    corrupt_data = 7,
    faults_found = 8,
    output_failed = 9,
    interrupted = 130,
};

struct exit_status_row {
    exit_status status;
    std::string_view meaning;
};
[[nodiscard]] std::span<const exit_status_row> exit_status_table() noexcept;
/// The table as text, for --help.
[[nodiscard]] std::string exit_status_help();

[[nodiscard]] exit_status exit_status_of(error_kind kind) noexcept;

}  // namespace mastra::cli
