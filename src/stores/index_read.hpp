// Reading a partition of a time-sorted index: one page in total order, everything, or only the count.
#pragma once

#include "mastra/model/operations.hpp"
#include "stores/ordered_window.hpp"
#include "stores/operation.hpp"
#include "stores/paging_rules.hpp"

#include <optional>
#include <vector>

namespace mastra::stores {

/// Rows of an index partition, and what was learned about the rest.
struct index_rows {
    std::vector<attribute_map> rows;           ///< as stored, in total order
    bool has_more = false;                     ///< a row follows the range
    std::int64_t seen = 0;                     ///< rows that were read, those before and behind the range included
    std::optional<model::query_builder> rest;  ///< what was not read: for count_rows
};

/// Reads the rows of a range. `query` has the partition, range and filters; direction and limit are set here.
/// Requests sent: 1 a page; the first page holds all that is wanted unless filters or equal times take more.
[[nodiscard]] task<index_rows> read_rows(operation op, model::query_builder query, row_range range,
                                         sort_direction direction);

/// Counts all matching rows without shipping them. Requests sent: 1 for each MB of what is counted.
[[nodiscard]] task<std::int64_t> count_rows(operation op, model::query_builder query);

/// Rows of a range, and how many there are in all. Rows are paid for once: what the page has read is not counted again,
/// so a page that holds everything sends no second request.
struct counted_rows {
    std::vector<attribute_map> rows;  ///< as stored, in total order
    std::int64_t total = 0;
};
[[nodiscard]] task<counted_rows> read_counted_rows(operation op, model::query_builder query, row_range range,
                                                   sort_direction direction);

}  // namespace mastra::stores
