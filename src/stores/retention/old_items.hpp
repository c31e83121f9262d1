// Which items the retention rules mean, as a filter for the service and as a test on an item. Pure.
#pragma once

#include "mastra/expression/condition.hpp"
#include "mastra/protocol/item_operations.hpp"
#include "mastra/stores/retention.hpp"

#include <vector>

namespace mastra::stores {

/// Errors: invalid_argument.
[[nodiscard]] result<void> check_rules(const std::vector<retention_rule>& rules);

class old_items {
public:
    /// `rules` must have passed check_rules.
    old_items(timestamp now, std::vector<retention_rule> rules);

    /// Gives the items that any rule means, reduced to what deleting them takes.
    [[nodiscard]] protocol::scan_request scan() const;
    /// The rule that means this item; null when there is none. The pointer lives as long as this object.
    [[nodiscard]] const retention_rule* rule_for(const attribute_map& item) const;
    /// Deletes the item if the rule still means it. Without the table's name.
    [[nodiscard]] protocol::delete_item_request deletion(const attribute_map& item, const retention_rule& rule) const;

private:
    [[nodiscard]] std::string cutoff(const retention_rule& rule) const;
    [[nodiscard]] expression::condition means(const retention_rule& rule) const;

    timestamp now_;
    std::vector<retention_rule> rules_;
};

}  // namespace mastra::stores
