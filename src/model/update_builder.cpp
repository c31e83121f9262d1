// UpdateItem by entity: upsert, update and patch.
#include "mastra/model/operations.hpp"

#include "model/request_parts.hpp"
#include "model/update_plan.hpp"

namespace mastra::model {

update_builder::update_builder(entity entity, attribute_map attributes, intent kind)
    : entity_(std::move(entity)), attributes_(std::move(attributes)), intent_(kind) {}

update_builder& update_builder::set(std::string name, attribute_value value) {
    changes_.set(std::move(name), std::move(value));
    return *this;
}
update_builder& update_builder::set_if_not_exists(std::string name, attribute_value value) {
    changes_.set_if_not_exists(std::move(name), std::move(value));
    return *this;
}
update_builder& update_builder::increment(std::string name, number by) {
    changes_.increment(std::move(name), std::move(by));
    return *this;
}
update_builder& update_builder::remove(std::string name) {
    changes_.remove(std::move(name));
    return *this;
}
update_builder& update_builder::raw(expression::update_action action) {
    raw_.push_back(std::move(action));
    return *this;
}

result<protocol::update_item_request> update_builder::params(std::string_view table) const {
    const auto& definition = entity_.definition();
    protocol::update_item_request request;
    MASTRA_TRY(request.key, entity_.key(attributes_, form_));
    MASTRA_TRY(const auto actions, intent_ == intent::upsert ? upsert_actions(definition, attributes_, changes_)
                                                             : update_actions(definition, attributes_, changes_));
    const auto condition = intent_ == intent::patch ? item_exists(entity_) && where_ : where_;
    expression::substitutions substitutions;
    request.table_name = table;
    request.update_expression = expression::render(with_raw_actions(actions, raw_), substitutions);
    request.condition_expression = rendered(condition, substitutions);
    request.substitutions = finished(std::move(substitutions));
    request.returned = returned_;
    request.returned_on_failure = on_failure(returned_on_failure_);
    return request;
}

}  // namespace mastra::model
