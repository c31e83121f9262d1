// Building updates.
#include "mastra/expression/update.hpp"

#include <utility>

namespace mastra::expression {

update& update::set(std::string name, attribute_value value) {
    return action(set_value{path{std::move(name)}, std::move(value)});
}
update& update::set_if_not_exists(std::string name, attribute_value value) {
    return action(set_if_absent{path{std::move(name)}, std::move(value)});
}
update& update::increment(std::string name, number by, number initial) {
    return action(set_sum{path{std::move(name)}, std::move(by), std::move(initial)});
}
update& update::append(std::string name, attribute_list values) {
    return action(append_list{path{std::move(name)}, std::move(values)});
}
update& update::remove(std::string name) {
    return action(remove_path{path{std::move(name)}});
}
update& update::add(std::string name, attribute_value value) {
    return action(add_value{path{std::move(name)}, std::move(value)});
}
update& update::erase_from_set(std::string name, attribute_value value) {
    return action(delete_from_set{path{std::move(name)}, std::move(value)});
}
update& update::action(update_action action) {
    actions_.push_back(std::move(action));
    return *this;
}

}  // namespace mastra::expression
