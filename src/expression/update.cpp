// Building updates.
#include "mastra/expression/update.hpp"

#include <utility>

namespace mastra::expression {

update& update::set(std::string name, attribute_value value) {
    actions_.emplace_back(std::in_place_type<set_value>, path{std::move(name)}, std::move(value));
    return *this;
}
update& update::set_if_not_exists(std::string name, attribute_value value) {
    actions_.emplace_back(std::in_place_type<set_if_absent>, path{std::move(name)}, std::move(value));
    return *this;
}
update& update::increment(std::string name, number by, number initial) {
    actions_.emplace_back(set_sum{path{std::move(name)}, std::move(by), std::move(initial)});
    return *this;
}
update& update::append(std::string name, attribute_list values) {
    actions_.emplace_back(append_list{path{std::move(name)}, std::move(values)});
    return *this;
}
update& update::remove(std::string name) {
    actions_.emplace_back(std::in_place_type<remove_path>, path{std::move(name)});
    return *this;
}
update& update::add(std::string name, attribute_value value) {
    actions_.emplace_back(add_value{path{std::move(name)}, std::move(value)});
    return *this;
}
update& update::erase_from_set(std::string name, attribute_value value) {
    actions_.emplace_back(delete_from_set{path{std::move(name)}, std::move(value)});
    return *this;
}
update& update::action(update_action action) {
    actions_.push_back(std::move(action));
    return *this;
}

}  // namespace mastra::expression
