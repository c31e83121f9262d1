// What an UpdateItem changes, as a list of actions. Built by the model, rendered to DynamoDB's text, applied by
// engines.
#pragma once

#include "mastra/expression/condition.hpp"

namespace mastra::expression {

/// SET path = value
struct set_value {
    path target;
    attribute_value value;
};
/// SET path = if_not_exists(path, value)
struct set_if_absent {
    path target;
    attribute_value value;
};
/// SET path = path + value (value may be negative); `initial` where the attribute is absent
struct set_sum {
    path target;
    number value;
    number initial;
};
/// SET path = list_append(path, values)
struct append_list {
    path target;
    attribute_list values;
};
/// REMOVE path
struct remove_path {
    path target;
};
/// ADD path value (a number, or a set)
struct add_value {
    path target;
    attribute_value value;
};
/// DELETE path set
struct delete_from_set {
    path target;
    attribute_value value;
};
using update_action =
    std::variant<set_value, set_if_absent, set_sum, append_list, remove_path, add_value, delete_from_set>;

/// The actions of one update, in the order given. A path may be the target of one action only (DynamoDB's rule).
class update {
public:
    update& set(std::string name, attribute_value value);
    update& set_if_not_exists(std::string name, attribute_value value);
    update& increment(std::string name, number by, number initial = 0);
    update& append(std::string name, attribute_list values);
    update& remove(std::string name);
    update& add(std::string name, attribute_value value);
    update& erase_from_set(std::string name, attribute_value value);
    update& action(update_action action);
    /// Makes room for as many actions.
    void reserve(std::size_t count) { actions_.reserve(count); }

    [[nodiscard]] const std::vector<update_action>& actions() const& noexcept { return actions_; }
    [[nodiscard]] std::vector<update_action> actions() && noexcept { return std::move(actions_); }
    [[nodiscard]] bool empty() const noexcept { return actions_.empty(); }

private:
    std::vector<update_action> actions_;
};

}  // namespace mastra::expression
