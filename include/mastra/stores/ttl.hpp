// Lifetimes: which kinds of items expire, after how long, and in which attribute that is written (contract section 4).
#pragma once

#include "mastra/core/result.hpp"
#include "mastra/core/timestamp.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mastra::stores {

/// The kinds of items, in the order of the table's documentation.
enum class entity_kind { thread, message, trace, eval, workflow_snapshot, resource, score };
inline constexpr std::size_t entity_kind_count = 7;
/// "thread", "workflow_snapshot" and so on.
[[nodiscard]] std::string_view to_string(entity_kind kind) noexcept;
/// The kind of this name; empty when there is none.
[[nodiscard]] std::optional<entity_kind> entity_kind_named(std::string_view name) noexcept;

/// The lifetime of one kind.
struct ttl_rule {
    bool enabled = false;
    /// DynamoDB reads one TTL attribute a table; kinds that expire normally share its name.
    std::string attribute_name = "ttl";
    /// Range: 1 s to 50 years. Zero: items of this kind get no TTL unless a call gives one.
    std::chrono::seconds default_lifetime{0};
};

/// A rule for each kind; by default nothing expires.
class ttl_config {
public:
    [[nodiscard]] const ttl_rule& operator[](entity_kind kind) const noexcept {
        const bool follows = messages_follow_threads_ && kind == entity_kind::message;
        return rules_[static_cast<std::size_t>(follows ? entity_kind::thread : kind)];
    }
    /// Errors: invalid_ttl for an empty attribute name or a lifetime outside the range (milliseconds given as seconds
    /// end up there).
    [[nodiscard]] result<void> set(entity_kind kind, ttl_rule rule);

    /// Messages take the rule of threads in place of their own, and none of a thread's messages expires before the
    /// thread: a message is given one and a half times the thread's lifetime, and writes to the thread renew all its
    /// messages after each half of it (docs/formats/table-layout.md, "Lifetimes"). Costs 1 request more for each write
    /// to a thread or into it, and one write for each message every half lifetime that the thread is written to.
    void let_messages_follow_threads() noexcept { messages_follow_threads_ = true; }
    [[nodiscard]] bool messages_follow_threads() const noexcept { return messages_follow_threads_; }

private:
    std::array<ttl_rule, entity_kind_count> rules_;
    bool messages_follow_threads_ = false;
};

/// The epoch second at which an item written at `now` expires; empty when the kind does not expire.
/// `custom` replaces the default lifetime. Errors: invalid_ttl for a custom lifetime outside the range.
[[nodiscard]] result<std::optional<std::int64_t>> calculate_ttl(entity_kind kind, const ttl_config& config,
                                                                timestamp now,
                                                                std::optional<std::chrono::seconds> custom = {});
[[nodiscard]] bool is_ttl_enabled(entity_kind kind, const ttl_config& config) noexcept;
[[nodiscard]] const std::string& ttl_attribute_name(entity_kind kind, const ttl_config& config) noexcept;

}  // namespace mastra::stores
