// Standard output of the tool: data only, buffered, and never lost without a word.
#pragma once

#include "cli/failure.hpp"

#include <cstdio>
#include <string_view>

namespace mastra::cli {

/// Writes to a stdio stream and remembers the first failure. Single-threaded.
class output {
public:
    /// `stream` stays the caller's.
    explicit output(std::FILE* stream) : stream_(stream) {}

    void write(std::string_view text);
    /// Writes what is buffered. Errors: output_failed when anything since the start could not be written.
    [[nodiscard]] outcome<void> flush();
    /// The reader has gone (`| head`): no fault of anybody, and nothing more to say.
    [[nodiscard]] bool reader_gone() const noexcept;
    /// True after any failed write: long work can stop.
    [[nodiscard]] bool failed() const noexcept { return error_ != 0; }

private:
    std::FILE* stream_;
    int error_ = 0;  ///< errno of the first failure
};

}  // namespace mastra::cli
