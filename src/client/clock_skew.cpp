#include "client/clock_skew.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace mastra::client {
namespace {

constexpr std::array<std::string_view, 12> month_names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::optional<unsigned> digits_at(std::string_view text, std::size_t start, std::size_t count) {
    unsigned value = 0;
    const char* first = text.data() + start;
    const auto [end, code] = std::from_chars(first, first + count, value);
    return code == std::errc() && end == first + count ? std::optional(value) : std::nullopt;
}

}  // namespace

std::optional<timestamp> parse_http_date(std::string_view text) {
    constexpr std::string_view shape = "Sun, 06 Nov 1994 08:49:37 GMT";
    if (text.size() != shape.size() || !text.ends_with(" GMT") || text[3] != ',' || text[19] != ':' ||
        text[22] != ':') {
        return std::nullopt;
    }
    const auto month = std::find(month_names.begin(), month_names.end(), text.substr(8, 3));
    const auto day = digits_at(text, 5, 2);
    const auto year = digits_at(text, 12, 4);
    const auto hour = digits_at(text, 17, 2);
    const auto minute = digits_at(text, 20, 2);
    const auto second = digits_at(text, 23, 2);
    if (month == month_names.end() || !day || !year || !hour || !minute || !second) {
        return std::nullopt;
    }
    const auto month_number = static_cast<unsigned>(month - month_names.begin()) + 1;
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)), std::chrono::month(month_number),
                                           std::chrono::day(*day)};
    if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60) {
        return std::nullopt;
    }
    return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
           std::chrono::seconds(*second);
}

bool clock_skew::learn(timestamp service_time, timestamp now, timestamp signed_at) noexcept {
    if (std::chrono::abs(service_time - signed_at) <= tolerance) {
        return false;
    }
    const auto offset = service_time - now;
    // A clock that is right needs no correction: the difference is the journey and the missing milliseconds.
    offset_ = std::chrono::abs(offset) <= tolerance ? std::chrono::milliseconds(0) : offset;
    return true;
}

}  // namespace mastra::client
