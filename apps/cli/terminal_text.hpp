// Text for a person at a terminal: without control characters, cut to a width, in columns.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mastra::cli {

/// Stored text may hold anything, terminal escapes included: every control character but line feed and tab becomes
/// U+FFFD. Bytes that are not UTF-8 too.
[[nodiscard]] std::string printable(std::string_view text);
/// printable(), with line feeds and tabs as spaces.
[[nodiscard]] std::string single_line(std::string_view text);

/// Columns that `text` (printable UTF-8) takes: wide for East Asian and emoji, none for combining marks.
[[nodiscard]] std::size_t display_width(std::string_view text);
/// At most `width` columns; what is cut is marked by an ellipsis.
[[nodiscard]] std::string cut_to_width(std::string_view text, std::size_t width);

/// Columns of the terminal on standard output, else the environment's COLUMNS, else 120.
[[nodiscard]] std::size_t terminal_width();

/// Rows in aligned columns. The last column takes what is left of the width and is cut.
class text_table {
public:
    explicit text_table(std::vector<std::string> headings) { rows_.push_back(std::move(headings)); }
    /// As many cells as headings; made single_line.
    void add(std::vector<std::string> cells);
    [[nodiscard]] std::string to_text(std::size_t width) const;

private:
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace mastra::cli
