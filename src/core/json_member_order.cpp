#include "core/json_member_order.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <tuple>

namespace mastra::detail {
namespace {

constexpr std::size_t few_members = 16;

std::optional<std::uint32_t> array_index(std::string_view key) noexcept {
    constexpr std::size_t max_digits = 10;
    constexpr std::uint64_t max_index = 4'294'967'294;
    if (key.empty() || key.size() > max_digits || (key.front() == '0' && key.size() > 1)) {
        return std::nullopt;
    }
    std::uint64_t value = 0;
    for (const char c : key) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return value <= max_index ? std::optional(static_cast<std::uint32_t>(value)) : std::nullopt;
}

// Few members without array indexes and duplicates: compared pair by pair, without memory.
bool are_evidently_in_order(std::span<const std::string_view> keys) noexcept {
    if (keys.size() > few_members) {
        return false;
    }
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const bool seen = std::find(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(i), keys[i]) !=
                          keys.begin() + static_cast<std::ptrdiff_t>(i);
        if (seen || is_array_index(keys[i])) {
            return false;
        }
    }
    return true;
}

// All members of one key.
struct distinct_member {
    std::optional<std::uint32_t> index;
    std::uint32_t first;
    std::uint32_t last;

    [[nodiscard]] auto javascript_place() const { return std::tuple(!index, index.value_or(first)); }
};

// Sorted by key.
std::vector<distinct_member> group_by_key(std::span<const std::string_view> keys) {
    std::vector<std::uint32_t> positions(keys.size());
    std::iota(positions.begin(), positions.end(), 0U);
    std::ranges::sort(positions, {}, [&](std::uint32_t i) { return std::pair(keys[i], i); });
    std::vector<distinct_member> groups;
    groups.reserve(keys.size());
    for (const std::uint32_t i : positions) {
        if (!groups.empty() && keys[groups.back().first] == keys[i]) {
            groups.back().last = i;
        } else {
            groups.push_back({array_index(keys[i]), i, i});
        }
    }
    return groups;
}

}  // namespace

bool is_array_index(std::string_view key) noexcept {
    return array_index(key).has_value();
}

std::vector<std::uint32_t> order_members(std::span<const std::string_view> keys, member_order order) {
    if (keys.size() < 2 || (order == member_order::javascript && are_evidently_in_order(keys))) {
        return {};
    }
    std::vector<distinct_member> groups = group_by_key(keys);
    if (order == member_order::javascript) {
        std::ranges::sort(groups, {}, &distinct_member::javascript_place);
    }
    std::vector<std::uint32_t> plan(groups.size());
    std::ranges::transform(groups, plan.begin(), &distinct_member::last);
    const bool unchanged = plan.size() == keys.size() && std::ranges::is_sorted(plan);
    return unchanged ? std::vector<std::uint32_t>() : plan;
}

}  // namespace mastra::detail
