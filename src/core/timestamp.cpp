#include "mastra/core/timestamp.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <cstdlib>
#include <optional>

namespace mastra {
namespace {

using std::chrono::milliseconds;

constexpr std::int64_t ms_per_day = 86'400'000;
constexpr std::int64_t max_date_ms = 8'640'000'000'000'000;  // JavaScript's Date ends here, in both directions

struct civil_date {
    std::int64_t year;
    unsigned month;
    unsigned day;
};

// std::chrono::year ends at 32767, Date at 275760: the calendar is computed here (H. Hinnant, "chrono-Compatible
// Low-Level Date Algorithms"), in eras of 400 years that begin in March.
civil_date civil_from_days(std::int64_t days) {
    const std::int64_t shifted = days + 719'468;
    const std::int64_t era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
    const auto day_of_era = static_cast<unsigned>(shifted - era * 146'097);
    const unsigned year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const unsigned day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const unsigned march_month = (5 * day_of_year + 2) / 153;
    const unsigned month = march_month < 10 ? march_month + 3 : march_month - 9;
    return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day_of_year - (153 * march_month + 2) / 5 + 1};
}

std::int64_t days_from_civil(const civil_date& date) {
    const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const auto year_of_era = static_cast<unsigned>(year - era * 400);
    const unsigned march_month = date.month > 2 ? date.month - 3 : date.month + 9;
    const unsigned day_of_year = (153 * march_month + 2) / 5 + date.day - 1;
    const unsigned day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146'097 + static_cast<std::int64_t>(day_of_era) - 719'468;
}

// By hand: times are written with every request and every reply, and a format string would be read each time.
void append_digits(std::string& text, std::uint64_t value, std::size_t digits) {
    char written[8];
    for (std::size_t place = digits; place-- > 0; value /= 10) {
        written[place] = static_cast<char>('0' + value % 10);
    }
    text.append(written, digits);
}

/// Reads [date]T[time][zone]; every step says whether it went well.
class timestamp_reader {
public:
    explicit timestamp_reader(std::string_view text) : rest_(text) {}

    std::optional<std::int64_t> read() {
        civil_date date{};
        if (!read_date(date)) {
            return std::nullopt;
        }
        std::int64_t time_ms = 0;
        if (!rest_.empty() && !(skip('T') && read_time(time_ms) && read_zone(time_ms) && rest_.empty())) {
            return std::nullopt;
        }
        const std::int64_t total = days_from_civil(date) * ms_per_day + time_ms;
        return total >= -max_date_ms && total <= max_date_ms ? std::optional(total) : std::nullopt;
    }

private:
    bool skip(char c) {
        if (!rest_.starts_with(c)) {
            return false;
        }
        rest_.remove_prefix(1);
        return true;
    }

    template <class Int>
    bool read_digits(std::size_t count, Int& value) {
        if (rest_.size() < count) {
            return false;
        }
        value = 0;
        for (const char c : rest_.substr(0, count)) {
            if (c < '0' || c > '9') {
                return false;
            }
            value = static_cast<Int>(value * 10 + static_cast<Int>(c - '0'));
        }
        rest_.remove_prefix(count);
        return true;
    }

    bool read_year(std::int64_t& year) {
        const bool negative = rest_.starts_with('-');
        if (!negative && !rest_.starts_with('+')) {
            return read_digits(4, year);
        }
        rest_.remove_prefix(1);
        if (!read_digits(6, year) || (negative && year == 0)) {
            return false;
        }
        year = negative ? -year : year;
        return true;
    }

    bool read_date(civil_date& date) {
        if (!(read_year(date.year) && skip('-') && read_digits(2, date.month) && skip('-') &&
              read_digits(2, date.day)) ||
            date.month < 1 || date.month > 12 || date.day < 1) {
            return false;
        }
        const bool december = date.month == 12;
        const civil_date next{december ? date.year + 1 : date.year, december ? 1 : date.month + 1, 1};
        const auto month_days = days_from_civil(next) - days_from_civil({date.year, date.month, 1});
        return date.day <= month_days;
    }

    bool read_time(std::int64_t& ms) {
        std::int64_t hour = 0;
        std::int64_t minute = 0;
        std::int64_t second = 0;
        if (!(read_digits(2, hour) && skip(':') && read_digits(2, minute))) {
            return false;
        }
        std::int64_t fraction_ms = 0;
        if (skip(':') && !(read_digits(2, second) && (!skip('.') || read_fraction(fraction_ms)))) {
            return false;
        }
        ms = ((hour * 60 + minute) * 60 + second) * 1000 + fraction_ms;
        return hour <= 23 && minute <= 59 && second <= 59;
    }

    // What is finer than a millisecond is cut, as Date does.
    bool read_fraction(std::int64_t& ms) {
        int digits = 0;
        for (std::int64_t digit = 0; digits < 9 && read_digits(1, digit); ++digits) {
            ms = digits < 3 ? ms * 10 + digit : ms;
        }
        for (int missing = digits; missing < 3; ++missing) {
            ms *= 10;
        }
        return digits > 0;
    }

    bool read_zone(std::int64_t& ms) {
        if (skip('Z')) {
            return true;
        }
        const std::int64_t sign = rest_.starts_with('-') ? -1 : 1;
        if (!skip('-') && !skip('+')) {
            return false;
        }
        std::int64_t hours = 0;
        std::int64_t minutes = 0;
        if (!(read_digits(2, hours) && skip(':') && read_digits(2, minutes)) || hours > 23 || minutes > 59) {
            return false;
        }
        ms -= sign * (hours * 60 + minutes) * 60'000;
        return true;
    }

    std::string_view rest_;
};

}  // namespace

void append_iso_string(std::string& out, timestamp time) {
    const auto days = std::chrono::floor<std::chrono::days>(time);
    const civil_date date = civil_from_days(days.time_since_epoch().count());
    const auto ms = static_cast<std::uint64_t>((time - days).count());
    if (date.year >= 0 && date.year <= 9999) {
        append_digits(out, static_cast<std::uint64_t>(date.year), 4);
    } else {
        out.push_back(date.year < 0 ? '-' : '+');
        append_digits(out, static_cast<std::uint64_t>(std::abs(date.year)), 6);
    }
    append_digits(out.append("-"), date.month, 2);
    append_digits(out.append("-"), date.day, 2);
    append_digits(out.append("T"), ms / 3'600'000, 2);
    append_digits(out.append(":"), ms / 60'000 % 60, 2);
    append_digits(out.append(":"), ms / 1000 % 60, 2);
    append_digits(out.append("."), ms % 1000, 3);
    out.append("Z");
}

std::string to_iso_string(timestamp time) {
    std::string text;
    append_iso_string(text, time);
    return text;
}

result<timestamp> parse_timestamp(std::string_view text) {
    if (const auto ms = timestamp_reader(text).read()) {
        return timestamp(milliseconds(*ms));
    }
    constexpr std::size_t shown = 60;
    return error(model_errc::invalid_timestamp, fmt::format("'{}{}'; write it like 2024-01-02T03:04:05.678Z",
                                                            text.substr(0, shown), text.size() > shown ? "..." : ""));
}

}  // namespace mastra
