// What can be typed where, taken from the command line itself, and the scripts that tell it to shells.
#pragma once

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mastra::cli {

struct completion_word {
    std::string text;
    std::string description;
    bool takes_value = false;  ///< an option that is followed by a value
};
/// A place in the command line: after "thread list", for example.
struct completion_place {
    std::string path;  ///< "thread list"; empty at the start
    std::vector<completion_word> subcommands;
    std::vector<completion_word> options;
};

/// The places of the whole application, the start first. Common options are found at every place.
[[nodiscard]] std::vector<completion_place> completion_places(const CLI::App& app);

/// Empty for a shell that is not known: "bash", "zsh", "fish".
[[nodiscard]] std::optional<std::string> completion_script(const CLI::App& app, std::string_view shell);
[[nodiscard]] std::vector<std::string> completion_shells();

}  // namespace mastra::cli
