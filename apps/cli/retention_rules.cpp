#include "cli/retention_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace mastra::cli {
namespace {

struct age_unit {
    char letter;
    std::int64_t seconds;
};
constexpr std::array units{age_unit{'s', 1},          age_unit{'m', 60},         age_unit{'h', 3'600},
                           age_unit{'d', 24 * 3'600}, age_unit{'w', 7 * 86'400}, age_unit{'y', 365 * 86'400}};
/// Of any unit; keeps the product within its type.
constexpr std::int64_t largest_count = 2'000'000'000;

std::string kind_names() {
    std::string names;
    for (std::size_t i = 0; i < stores::entity_kind_count; ++i) {
        names += fmt::format("{}{}", i == 0 ? "" : ", ", stores::to_string(static_cast<stores::entity_kind>(i)));
    }
    return names;
}

}  // namespace

outcome<std::chrono::seconds> parse_age(std::string_view text) {
    std::int64_t count = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), count);
    const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
    const auto found = std::ranges::find(units, unit.empty() ? '\0' : unit.front(), &age_unit::letter);
    if (code != std::errc() || unit.size() != 1 || found == units.end() || count < 1 || count > largest_count) {
        return failure(exit_status::invalid_input,
                       fmt::format("'{}' is no age; give a number and s, m, h, d, w or y, such as 90d", text));
    }
    return std::chrono::seconds(count * found->seconds);
}

outcome<std::vector<stores::retention_rule>> parse_rules(const std::vector<std::string>& texts,
                                                         stores::age_attribute age) {
    std::vector<stores::retention_rule> rules;
    for (const std::string& text : texts) {
        const std::size_t equals = std::min(text.find('='), text.size());
        const auto kind = stores::entity_kind_named(std::string_view(text).substr(0, equals));
        if (!kind || equals == text.size()) {
            return failure(exit_status::invalid_input,
                           fmt::format("'{}' is no rule; give KIND=AGE, such as message=90d, with a KIND of {}", text,
                                       kind_names()));
        }
        MASTRA_TRY(const std::chrono::seconds keep, parse_age(std::string_view(text).substr(equals + 1)));
        rules.emplace_back(*kind, keep, age);
    }
    return rules;
}

}  // namespace mastra::cli
