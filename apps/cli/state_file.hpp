// How far long work has come, in a file that the next run of the same command goes on from.
#pragma once

#include "cli/failure.hpp"

#include <string>

namespace mastra::cli {

/// Without a name it keeps nothing.
class state_file {
public:
    explicit state_file(std::string name) : name_(std::move(name)) {}

    /// Empty where there is no such file. Errors: invalid_input when it cannot be read.
    [[nodiscard]] outcome<std::string> load() const;
    /// Replaces the file as a whole: whoever reads it, also after a crash, finds the old state or the new one. An empty
    /// state removes it. Errors: output_failed.
    [[nodiscard]] outcome<void> save(const std::string& state) const;

private:
    std::string name_;
};

}  // namespace mastra::cli
