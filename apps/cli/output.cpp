#include "cli/output.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

namespace mastra::cli {

void output::write(std::string_view text) {
    if (!failed() && std::fwrite(text.data(), 1, text.size(), stream_) != text.size()) {
        error_ = errno;
    }
}

outcome<void> output::flush() {
    if (!failed() && std::fflush(stream_) != 0) {
        error_ = errno;
    }
    if (failed()) {
        return failure(exit_status::output_failed,
                       fmt::format("the output could not be written: {}", std::generic_category().message(error_)));
    }
    return {};
}

bool output::reader_gone() const noexcept {
    return error_ == EPIPE;
}

}  // namespace mastra::cli
