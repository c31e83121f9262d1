#include "cli/line_reader.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace mastra::cli {
namespace {

constexpr std::size_t read_size = 256 * 1024;
/// Twice what a store accepts by default, because JSON escapes make text longer.
constexpr std::size_t max_line_bytes = 64 * 1024 * 1024;
constexpr int wait_milliseconds = 100;

failure unreadable(std::string_view name) {
    return {exit_status::invalid_input,
            fmt::format("{} cannot be read: {}", name, std::generic_category().message(errno))};
}

}  // namespace

outcome<line_reader> line_reader::open(const std::string& path) {
    if (path == "-") {
        return line_reader(STDIN_FILENO, "standard input");
    }
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return unreadable(path);
    }
    return line_reader(descriptor, path);
}

line_reader::line_reader(line_reader&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, STDIN_FILENO)),
      name_(std::move(other.name_)),
      buffer_(std::move(other.buffer_)),
      start_(other.start_),
      searched_(other.searched_),
      ended_(other.ended_),
      line_number_(other.line_number_) {}

line_reader::~line_reader() {
    if (descriptor_ != STDIN_FILENO) {
        ::close(descriptor_);
    }
}

outcome<line_reader::step> line_reader::next() {
    for (;;) {
        if (std::optional<std::string> line = take_line()) {
            ++line_number_;
            return step{status::line, *std::move(line)};
        }
        if (ended_) {
            return step{status::end, {}};
        }
        if (buffer_.size() - start_ > max_line_bytes) {
            return failure(exit_status::invalid_input,
                           fmt::format("line {} of {} is longer than 64 MiB", line_number_ + 1, name_));
        }
        MASTRA_TRY(const bool came, read_more());
        if (!came) {
            return step{status::not_yet, {}};
        }
    }
}

std::optional<std::string> line_reader::take_line() {
    const std::size_t end = buffer_.find('\n', searched_);
    if (end == std::string::npos) {
        searched_ = buffer_.size();
        if (!ended_ || start_ == buffer_.size()) {
            return std::nullopt;
        }
        return buffer_.substr(std::exchange(start_, buffer_.size()));  // a last line without line feed
    }
    std::string line = buffer_.substr(start_, end - start_);
    start_ = searched_ = end + 1;
    return line;
}

outcome<bool> line_reader::read_more() {
    pollfd waited{descriptor_, POLLIN, 0};
    const int ready = ::poll(&waited, 1, wait_milliseconds);
    if (ready == 0 || (ready < 0 && errno == EINTR)) {
        return false;
    }
    buffer_.erase(0, start_);
    searched_ -= start_;
    start_ = 0;
    const std::size_t old_size = buffer_.size();
    buffer_.resize(old_size + read_size);
    const ssize_t count = ::read(descriptor_, buffer_.data() + old_size, read_size);
    buffer_.resize(old_size + static_cast<std::size_t>(count > 0 ? count : 0));
    if (count < 0 && errno == EINTR) {
        return false;
    }
    if (count < 0) {
        return unreadable(name_);
    }
    ended_ = count == 0;
    return true;
}

}  // namespace mastra::cli
