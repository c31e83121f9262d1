// Lines of a file or of standard input, one at a time, in bounded memory, without blocking for long.
#pragma once

#include "cli/failure.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace mastra::cli {

/// Owns the descriptor (standard input excepted). Single-threaded.
class line_reader {
public:
    /// "-" is standard input. Errors: invalid_input when the file cannot be opened.
    [[nodiscard]] static outcome<line_reader> open(const std::string& path);
    line_reader(line_reader&& other) noexcept;
    line_reader& operator=(line_reader&&) = delete;
    ~line_reader();

    enum class status { line, end, not_yet };
    struct step {
        line_reader::status status = status::end;
        std::string line;  ///< without its line feed
    };
    /// Waits for input at most about 100 ms, then answers not_yet, so that the caller can look for signals.
    /// Errors: invalid_input for an unreadable file and for a line longer than 64 MiB.
    [[nodiscard]] outcome<step> next();
    /// Of the line that next() gave last; from 1.
    [[nodiscard]] std::int64_t line_number() const noexcept { return line_number_; }

private:
    line_reader(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}
    [[nodiscard]] std::optional<std::string> take_line();
    /// False when there is nothing to read yet.
    [[nodiscard]] outcome<bool> read_more();

    int descriptor_;
    std::string name_;
    std::string buffer_;
    std::size_t start_ = 0;     ///< of the next line in buffer_
    std::size_t searched_ = 0;  ///< no line feed before this offset
    bool ended_ = false;
    std::int64_t line_number_ = 0;
};

}  // namespace mastra::cli
