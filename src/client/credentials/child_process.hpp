// Runs a program and collects what it prints, without blocking a thread and without a shell. Serves credential_process.
#pragma once

#include "mastra/core/result.hpp"
#include "mastra/core/secret.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace mastra::client {

struct program_result {
    int exit_status = 0;   ///< 128 + the signal's number when a signal ended it
    secret_string output;  ///< standard output
};

struct program_limits {
    std::chrono::milliseconds timeout = std::chrono::minutes(1);
    std::size_t output_bytes = 64 * 1024;
};

/// Standard input is empty and standard error is the caller's own, so that a program can ask and explain; no other
/// descriptor is inherited. The program has a process group of its own: past its limits all of the group is killed, and
/// no zombie stays, even when the coroutine is destroyed.
/// Errors: credentials_failed when it cannot be started, runs too long or prints too much.
[[nodiscard]] boost::asio::awaitable<result<program_result>> run_program(std::vector<std::string> words,
                                                                         program_limits limits);

}  // namespace mastra::client
