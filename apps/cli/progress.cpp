#include "cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace mastra::cli {

progress_style choose_progress_style(bool asked) {
    if (isatty(STDERR_FILENO) != 0) {
        return progress_style::rewritten_line;
    }
    return asked ? progress_style::lines : progress_style::silent;
}

progress::~progress() {
    if (shown_ && style_ == progress_style::rewritten_line) {
        std::fputs("\r\x1b[K", stderr);
    }
}

void progress::show(std::int64_t done) {
    const auto now = std::chrono::steady_clock::now();
    if (style_ == progress_style::silent || now < next_) {
        return;
    }
    const std::string sentence = fmt::format(fmt::runtime(what_), done);
    if (style_ == progress_style::rewritten_line) {
        next_ = now + std::chrono::milliseconds(100);
        fmt::print(stderr, "\r{}\x1b[K", sentence);
    } else {
        next_ = now + std::chrono::seconds(1);
        fmt::print(stderr, "{}\n", sentence);
    }
    shown_ = true;
}

}  // namespace mastra::cli
