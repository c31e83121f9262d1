// A page cut out of an index that is sorted by time only: rows of the same time come in any order, so a page must read
// to the end of every such group it touches (docs/formats/table-layout.md, "Order"). Pure.
#pragma once

#include "mastra/core/attribute_value.hpp"
#include "mastra/stores/records.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mastra::stores {

/// Rows `offset` to `offset + count - 1` of the total order (time, id), both in `direction`. Rows are added in index
/// order.
class ordered_window {
public:
    /// Without `count` the window has no end.
    ordered_window(std::int64_t offset, std::optional<std::int64_t> count, sort_direction direction)
        : offset_(offset), count_(count), direction_(direction) {}

    /// `sort_field` holds the row's index sort key: equal keys are one group.
    void add(attribute_map row, std::string_view sort_field);
    /// No rows follow.
    void finish() { close_group(); }

    /// True when every row of the window is known, and whether one follows.
    [[nodiscard]] bool complete() const noexcept;
    /// True when a row follows the window, as far as was seen.
    [[nodiscard]] bool has_more() const noexcept;
    /// How many more rows are worth reading at once: up to the end of the window and the row behind it.
    [[nodiscard]] std::optional<std::int32_t> wanted() const noexcept;
    /// All rows that were added.
    [[nodiscard]] std::int64_t seen() const noexcept { return closed_ + static_cast<std::int64_t>(group_.size()); }

    /// The window's rows in order.
    [[nodiscard]] std::vector<attribute_map> release() && { return std::move(rows_); }

private:
    void close_group();

    std::int64_t offset_;
    std::optional<std::int64_t> count_;
    sort_direction direction_;
    std::int64_t closed_ = 0;  ///< rows in groups that have ended
    std::string group_key_;
    std::vector<attribute_map> group_;  ///< rows of one time, not yet in order
    std::vector<attribute_map> rows_;
};

}  // namespace mastra::stores
