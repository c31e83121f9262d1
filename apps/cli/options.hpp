// The options that every command takes, before or after its name.
#pragma once

#include <CLI/CLI.hpp>

#include <chrono>
#include <string>

namespace mastra::cli {

struct global_options {
    std::string table;
    std::string endpoint;
    std::string region;
    std::string profile;
    double timeout_seconds = 0;  ///< 0: the client's default, 30 s
    bool allow_insecure_endpoint = false;
    bool json = false;
    bool verbose = false;
    bool progress = false;

    [[nodiscard]] std::chrono::milliseconds timeout() const {
        return std::chrono::milliseconds(static_cast<std::int64_t>(timeout_seconds * 1000));
    }
};

/// A closed range of numbers, without the remark that CLI11's own Range adds to the help.
template <class Number>
[[nodiscard]] CLI::Validator in_range(Number low, Number high) {
    CLI::Validator validator = CLI::Range(low, high);
    validator.description("");
    return validator;
}

/// The options write into `into`, which must outlive `app`.
void declare_global_options(CLI::App& app, global_options& into);

}  // namespace mastra::cli
