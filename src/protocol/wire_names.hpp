// The wire's words for the enums of the requests; one table each.
#pragma once

#include "mastra/protocol/item_operations.hpp"
#include "mastra/protocol/table_operations.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace mastra::protocol::wire_names {

// Each table is in the order of its enum.
inline constexpr std::array<std::string_view, 3> capacity_details = {"NONE", "TOTAL", "INDEXES"};
inline constexpr std::array<std::string_view, 5> return_value_kinds = {"NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW",
                                                                       "UPDATED_NEW"};
inline constexpr std::array<std::string_view, 2> condition_failures = {"NONE", "ALL_OLD"};
inline constexpr std::array<std::string_view, 5> selections = {"", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES",
                                                               "SPECIFIC_ATTRIBUTES", "COUNT"};
inline constexpr std::array<std::string_view, 3> scalar_types = {"S", "N", "B"};
inline constexpr std::array<std::string_view, 2> billing_modes = {"PAY_PER_REQUEST", "PROVISIONED"};
inline constexpr std::array<std::string_view, 3> projection_types = {"ALL", "KEYS_ONLY", "INCLUDE"};

constexpr const auto& table_of(capacity_detail) {
    return capacity_details;
}
constexpr const auto& table_of(return_values) {
    return return_value_kinds;
}
constexpr const auto& table_of(on_condition_failure) {
    return condition_failures;
}
constexpr const auto& table_of(select) {
    return selections;
}
constexpr const auto& table_of(scalar_type) {
    return scalar_types;
}
constexpr const auto& table_of(billing_mode) {
    return billing_modes;
}
constexpr const auto& table_of(projection_type) {
    return projection_types;
}

template <class Enum>
constexpr std::string_view name_of(Enum value) {
    return table_of(value)[static_cast<std::size_t>(value)];
}

/// Empty for a word that is not in the enum's table.
template <class Enum>
constexpr std::optional<Enum> value_of(std::string_view name) {
    const auto& table = table_of(Enum{});
    const auto found = std::ranges::find(table, name);
    return found != table.end() ? std::optional(static_cast<Enum>(found - table.begin())) : std::nullopt;
}

}  // namespace mastra::protocol::wire_names
