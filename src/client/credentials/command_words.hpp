// Splits a command line into words as a POSIX shell does, without any shell. Serves credential_process.
#pragma once

#include "mastra/core/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mastra::client {

/// Blanks separate; single quotes keep all, double quotes all but \" and \\, a backslash keeps one character.
/// Variables, globs, pipes and substitutions are ordinary text. Errors: invalid_configuration for an open quote or no
/// word.
[[nodiscard]] result<std::vector<std::string>> split_command(std::string_view command);

}  // namespace mastra::client
