#include "cli/terminal_text.hpp"

#include "mastra/core/utf8.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <optional>

namespace mastra::cli {
namespace {

constexpr char32_t ellipsis = U'\u2026';
constexpr std::size_t fallback_width = 120;
constexpr std::size_t column_gap = 2;
constexpr std::size_t smallest_last_column = 20;

struct code_point_range {
    char32_t first;
    char32_t last;
};
// The blocks that matter in practice (Unicode's EastAsianWidth W and F, emoji presentation; combining marks).
constexpr std::array wide_ranges = {
    code_point_range{0x1100, 0x115F},   code_point_range{0x2E80, 0x303E},   code_point_range{0x3041, 0xA4CF},
    code_point_range{0xAC00, 0xD7A3},   code_point_range{0xF900, 0xFAFF},   code_point_range{0xFE30, 0xFE6F},
    code_point_range{0xFF00, 0xFF60},   code_point_range{0xFFE0, 0xFFE6},   code_point_range{0x1F300, 0x1F64F},
    code_point_range{0x1F680, 0x1F6FF}, code_point_range{0x1F900, 0x1F9FF}, code_point_range{0x20000, 0x3FFFD},
};
constexpr std::array zero_width_ranges = {
    code_point_range{0x0300, 0x036F}, code_point_range{0x200B, 0x200D}, code_point_range{0x20D0, 0x20FF},
    code_point_range{0xFE00, 0xFE0F}, code_point_range{0xFE20, 0xFE2F},
};
// Characters that reorder or hide what stands around them: as dangerous on a terminal as an escape.
constexpr std::array hidden_ranges = {
    code_point_range{0x0000, 0x001F},
    code_point_range{0x007F, 0x009F},
    code_point_range{0x202A, 0x202E},
    code_point_range{0x2066, 0x2069},
};

bool is_in(const auto& ranges, char32_t code_point) {
    return std::ranges::any_of(
        ranges, [&](const code_point_range& range) { return code_point >= range.first && code_point <= range.last; });
}

std::size_t width_of(char32_t code_point) {
    if (is_in(zero_width_ranges, code_point)) {
        return 0;
    }
    return is_in(wide_ranges, code_point) ? 2 : 1;
}

template <class Visit>
void for_each_code_point(std::string_view text, Visit visit) {
    for (std::size_t at = 0; at < text.size();) {
        const utf8_step step = decode_utf8_at(text, at);
        if (!visit(step.code_point, at)) {
            return;
        }
        at += step.length;
    }
}

std::optional<std::size_t> positive_number(const char* text) {
    if (text == nullptr) {
        return std::nullopt;
    }
    const std::string_view digits = text;
    std::size_t value = 0;
    const auto [end, ec] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool whole = ec == std::errc() && end == digits.data() + digits.size();
    return whole && value > 0 ? std::optional(value) : std::nullopt;
}

std::string pad(std::string cell, std::size_t width) {
    const std::size_t used = display_width(cell);
    return cell.append(used < width ? width - used : 0, ' ');
}

}  // namespace

std::string printable(std::string_view text) {
    std::string clean;
    clean.reserve(text.size());
    for_each_code_point(text, [&](char32_t code_point, std::size_t) {
        const bool kept = code_point == U'\n' || code_point == U'\t' || !is_in(hidden_ranges, code_point);
        append_utf8(clean, kept ? code_point : replacement_character);
        return true;
    });
    return clean;
}

std::string single_line(std::string_view text) {
    std::string line = printable(text);
    std::ranges::replace_if(
        line, [](char c) { return c == '\n' || c == '\t'; }, ' ');
    return line;
}

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for_each_code_point(text, [&](char32_t code_point, std::size_t) {
        width += width_of(code_point);
        return true;
    });
    return width;
}

std::string cut_to_width(std::string_view text, std::size_t width) {
    if (display_width(text) <= width) {
        return std::string(text);
    }
    std::size_t used = 0;
    std::size_t end = 0;
    for_each_code_point(text, [&](char32_t code_point, std::size_t at) {
        end = at;
        used += width_of(code_point);
        return used < width;  // one column is kept for the ellipsis
    });
    std::string cut(text.substr(0, end));
    if (width > 0) {
        append_utf8(cut, ellipsis);
    }
    return cut;
}

std::size_t terminal_width() {
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        return size.ws_col;
    }
    return positive_number(std::getenv("COLUMNS")).value_or(fallback_width);
}

void text_table::add(std::vector<std::string> cells) {
    for (std::string& cell : cells) {
        cell = single_line(cell);
    }
    rows_.push_back(std::move(cells));
}

std::string text_table::to_text(std::size_t width) const {
    std::vector<std::size_t> widths(rows_.front().size(), 0);
    for (const auto& row : rows_) {
        for (std::size_t column = 0; column < row.size(); ++column) {
            widths[column] = std::max(widths[column], display_width(row[column]));
        }
    }
    std::string text;
    for (const auto& row : rows_) {
        std::size_t used = 0;
        for (std::size_t column = 0; column + 1 < row.size(); ++column) {
            text += pad(row[column], widths[column] + column_gap);
            used += widths[column] + column_gap;
        }
        const std::size_t left = width > used ? width - used : 0;
        text += cut_to_width(row.back(), std::max(left, smallest_last_column)) + "\n";
    }
    return text;
}

}  // namespace mastra::cli
