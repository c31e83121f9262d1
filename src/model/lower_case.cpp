// JavaScript's String.prototype.toLowerCase. The tables come from V8; see scripts/generate-lower-case.mjs.
#include "mastra/core/ascii.hpp"
#include "mastra/core/utf8.hpp"
#include "mastra/model/key_codec.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace mastra::model {

namespace {

struct code_point_range {
    std::uint32_t first;
    std::uint32_t last;
};
struct lower_case_run {
    std::uint32_t first;
    std::uint32_t last;
    std::uint32_t step;
    std::int32_t distance;
};
struct lower_case_sequence {
    std::uint32_t code_point;
    std::string_view text;
};
#include "model/lower_case_table.inc"

constexpr char32_t capital_sigma = 0x3a3;
constexpr char32_t small_sigma = 0x3c3;
constexpr char32_t final_sigma = 0x3c2;

/// The range or run that could contain the code point: the first one that does not end before it.
template <class Row, std::size_t Size>
const Row* find_row(const Row (&table)[Size], char32_t c) noexcept {
    const auto* row = std::lower_bound(std::begin(table), std::end(table), c,
                                       [](const Row& r, char32_t wanted) { return r.last < wanted; });
    return row != std::end(table) && row->first <= c ? row : nullptr;
}

bool is_cased(char32_t c) noexcept {
    return find_row(cased_ranges, c) != nullptr;
}
bool is_case_ignorable(char32_t c) noexcept {
    return find_row(case_ignorable_ranges, c) != nullptr;
}

char32_t simple_lower_case(char32_t c) noexcept {
    const auto* run = find_row(lower_case_runs, c);
    if (run == nullptr || (c - run->first) % run->step != 0) {
        return c;
    }
    return static_cast<char32_t>(static_cast<std::int64_t>(c) + run->distance);
}

const lower_case_sequence* find_sequence(char32_t c) noexcept {
    const auto* found = std::find_if(std::begin(lower_case_sequences), std::end(lower_case_sequences),
                                     [c](const lower_case_sequence& s) { return s.code_point == c; });
    return found == std::end(lower_case_sequences) ? nullptr : found;
}

/// Unicode's Final_Sigma looks past case-ignorable characters, also past those that are cased as well (as ICU does).
bool cased_letter_follows(std::string_view text, std::size_t offset) noexcept {
    while (offset < text.size()) {
        const utf8_step next = decode_utf8_at(text, offset);
        if (!is_case_ignorable(next.code_point)) {
            return is_cased(next.code_point);
        }
        offset += next.length;
    }
    return false;
}

void append_unicode_lower_case(std::string& lower, std::string_view text) {
    bool after_cased_letter = false;
    for (std::size_t offset = 0; offset < text.size();) {
        const utf8_step next = decode_utf8_at(text, offset);
        const std::string_view bytes = text.substr(offset, next.length);
        offset += next.length;
        if (!next.valid) {
            lower += bytes;
        } else if (next.code_point == capital_sigma) {
            const bool is_final = after_cased_letter && !cased_letter_follows(text, offset);
            append_utf8(lower, is_final ? final_sigma : small_sigma);
        } else if (const auto* sequence = find_sequence(next.code_point)) {
            lower += sequence->text;
        } else {
            append_utf8(lower, simple_lower_case(next.code_point));
        }
        if (!is_case_ignorable(next.code_point)) {
            after_cased_letter = is_cased(next.code_point);
        }
    }
}

}  // namespace

std::string javascript_lower_case(std::string_view text) {
    std::string lower;
    lower.reserve(text.size());
    append_javascript_lower_case(lower, text);
    return lower;
}

void append_javascript_lower_case(std::string& out, std::string_view text) {
    is_ascii(text) ? append_ascii_lower_case(out, text) : append_unicode_lower_case(out, text);
}

bool is_lower_case(std::string_view text) {
    return is_ascii(text) ? !ascii_has_capital(text) : javascript_lower_case(text) == text;
}

}  // namespace mastra::model
