#include "mastra/stores/ttl.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace mastra::stores {
namespace {

constexpr std::array<std::string_view, entity_kind_count> kind_names{
    "thread", "message", "trace", "eval", "workflow_snapshot", "resource", "score"};

/// Far above any lifetime that makes sense, far below milliseconds taken for seconds (30 days in ms are 82 years in s).
constexpr std::chrono::seconds longest_lifetime = std::chrono::hours(24) * 365 * 50;

result<void> check_lifetime(entity_kind kind, std::chrono::seconds lifetime) {
    if (lifetime.count() <= 0 || lifetime > longest_lifetime) {
        return error(store_errc::invalid_ttl, fmt::format("{} s was given for {}", lifetime.count(), to_string(kind)));
    }
    return {};
}

}  // namespace

std::string_view to_string(entity_kind kind) noexcept {
    return kind_names[static_cast<std::size_t>(kind)];
}

std::optional<entity_kind> entity_kind_named(std::string_view name) noexcept {
    const auto found = std::find(kind_names.begin(), kind_names.end(), name);
    return found == kind_names.end() ? std::nullopt
                                     : std::optional(static_cast<entity_kind>(found - kind_names.begin()));
}

result<void> ttl_config::set(entity_kind kind, ttl_rule rule) {
    if (rule.enabled && rule.attribute_name.empty()) {
        return error(store_errc::invalid_ttl, fmt::format("the TTL attribute of {} has no name", to_string(kind)));
    }
    if (rule.default_lifetime.count() != 0) {
        MASTRA_CHECK(check_lifetime(kind, rule.default_lifetime));
    }
    rules_[static_cast<std::size_t>(kind)] = std::move(rule);
    return {};
}

result<std::optional<std::int64_t>> calculate_ttl(entity_kind kind, const ttl_config& config, timestamp now,
                                                  std::optional<std::chrono::seconds> custom) {
    const ttl_rule& rule = config[kind];
    if (custom) {
        MASTRA_CHECK(check_lifetime(kind, *custom));
    }
    if (!rule.enabled) {
        return std::optional<std::int64_t>();
    }
    std::chrono::seconds lifetime = custom.value_or(rule.default_lifetime);
    if (lifetime.count() == 0) {
        return std::optional<std::int64_t>();
    }
    if (kind == entity_kind::message && config.messages_follow_threads()) {
        lifetime += lifetime / 2;
    }
    const auto seconds = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch());
    return std::optional<std::int64_t>((seconds + lifetime).count());
}

bool is_ttl_enabled(entity_kind kind, const ttl_config& config) noexcept {
    return config[kind].enabled;
}

const std::string& ttl_attribute_name(entity_kind kind, const ttl_config& config) noexcept {
    return config[kind].attribute_name;
}

}  // namespace mastra::stores
