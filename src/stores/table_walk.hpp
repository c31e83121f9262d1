// Reading the whole table page by page, at a bounded rate and in constant memory, from a position that can be written
// down. Serves the check of the data and retention.
#pragma once

#include "mastra/core/json_text.hpp"
#include "stores/operation.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mastra::stores {

/// Spreads work over time: says how long to wait after each piece of it.
class pacer {
public:
    using time_point = std::chrono::steady_clock::time_point;
    /// Zero or less: no limit.
    explicit pacer(double per_second) : per_second_(per_second) {}

    [[nodiscard]] bool limited() const noexcept { return per_second_ > 0; }
    [[nodiscard]] double per_second() const noexcept { return per_second_; }
    /// The pause after `amount` was done. Time in which nothing was done is not made up for.
    [[nodiscard]] std::chrono::milliseconds pause_after(double amount, time_point now);

private:
    double per_second_;
    time_point free_at_{};
};

/// What long work needs to begin operations: every page has a deadline of its own.
struct walk_context {
    client::dynamodb_client client;
    std::shared_ptr<const store_config> config;
    client::call_options call;
    [[nodiscard]] operation begin() const;
};

/// A walk over all items. Not to be used by two coroutines at once.
class table_walk {
public:
    /// `request` has filter and projection; `start` is where an earlier walk ended.
    table_walk(walk_context context, protocol::scan_request request, double units_per_second,
               std::optional<attribute_map> start);

    /// The next page, after the pause that the rate asks for; empty when all is read. Requests sent: 1.
    [[nodiscard]] task<std::optional<protocol::page_response>> next();
    /// Read units used for something else are part of the rate: the next page waits for them.
    void charge(double units);
    /// Where to go on after the last page; empty when that was the last one.
    [[nodiscard]] const std::optional<attribute_map>& position() const noexcept { return position_; }

private:
    void choose_limit(const protocol::page_response& page);

    walk_context context_;
    protocol::scan_request request_;
    pacer pacer_;
    std::optional<attribute_map> position_;
    std::chrono::milliseconds owed_{0};
    bool ended_ = false;
};

// A state is the text that lets another process go on: a JSON object with the job's name, the table, the position and
// what the job adds.

/// A new state.
[[nodiscard]] json_object make_state(std::string_view job, std::string_view table,
                                     const std::optional<attribute_map>& position);
/// Errors: invalid_cursor for a text that is no state of this job on this table.
[[nodiscard]] result<json_object> parse_state(std::string_view text, std::string_view job, std::string_view table);
/// Errors: invalid_cursor.
[[nodiscard]] result<std::optional<attribute_map>> position_of(const json_object& state);
/// Errors: invalid_cursor when it is missing or no whole number.
[[nodiscard]] result<std::int64_t> number_of(const json_object& state, std::string_view name);

}  // namespace mastra::stores
