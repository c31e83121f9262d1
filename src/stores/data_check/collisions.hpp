// Ids and index values that differ only in case, found by asking for what has the same key.
#pragma once

#include "mastra/stores/data_check.hpp"
#include "stores/data_check/item_facts.hpp"
#include "stores/table_walk.hpp"

#include <optional>
#include <unordered_set>
#include <vector>

namespace mastra::stores {

/// A finding for each item at its exact place. Requests sent: 1 for each 100 items.
[[nodiscard]] task<std::vector<data_finding>> colliding_ids(const walk_context& context,
                                                            std::vector<attribute_map> exact_items);

/// Looks into index partitions, each once as long as memory allows.
class partition_checker {
public:
    explicit partition_checker(walk_context context) : context_(std::move(context)) {}

    /// A finding when the partition has an item of another value. Requests sent: 1 for each MB of the partition up to
    /// such an item; none for a partition that was looked into already.
    [[nodiscard]] task<std::optional<data_finding>> check(shared_key key);
    /// Read units used since this was called last.
    [[nodiscard]] double take_units();

private:
    walk_context context_;
    std::unordered_set<std::size_t> checked_;  ///< hashes of partitions; bounded
    double units_ = 0;
};

}  // namespace mastra::stores
