// PutItem by entity: put and create.
#include "mastra/model/operations.hpp"

#include "model/request_parts.hpp"

namespace mastra::model {

put_builder::put_builder(entity entity, attribute_map attributes, intent kind)
    : entity_(std::move(entity)), attributes_(std::move(attributes)), intent_(kind) {}

result<protocol::put_item_request> put_builder::params(std::string_view table) const {
    protocol::put_item_request request;
    MASTRA_TRY(request.item, entity_.to_item(attributes_, form_));
    const auto condition = intent_ == intent::create ? item_is_absent(entity_) && where_ : where_;
    expression::substitutions substitutions;
    request.table_name = table;
    request.condition_expression = rendered(condition, substitutions);
    request.substitutions = finished(std::move(substitutions));
    request.returned = returned_;
    request.returned_on_failure = on_failure(returned_on_failure_);
    return request;
}

}  // namespace mastra::model
