// How far long work has come, on standard error: one line that is rewritten on a terminal, else a line a second.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace mastra::cli {

enum class progress_style { silent, rewritten_line, lines };

/// `asked`: the user wants it even where standard error is no terminal.
[[nodiscard]] progress_style choose_progress_style(bool asked);

class progress {
public:
    progress(progress_style style, std::string what) : style_(style), what_(std::move(what)) {}
    /// Clears the rewritten line, so that what follows starts on a clean one.
    ~progress();
    progress(const progress&) = delete;
    progress& operator=(const progress&) = delete;

    /// "imported 300 messages" for what "imported messages" would be `"imported {} messages"` with 300.
    void show(std::int64_t done);

private:
    progress_style style_;
    std::string what_;  ///< a sentence with one {} for the number
    std::chrono::steady_clock::time_point next_{};
    bool shown_ = false;
};

}  // namespace mastra::cli
