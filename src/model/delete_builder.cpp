// DeleteItem by entity: erase and remove.
#include "mastra/model/operations.hpp"

#include "model/request_parts.hpp"

namespace mastra::model {

delete_builder::delete_builder(entity entity, attribute_map composites, intent kind)
    : entity_(std::move(entity)), composites_(std::move(composites)), intent_(kind) {}

result<protocol::delete_item_request> delete_builder::params(std::string_view table) const {
    protocol::delete_item_request request;
    MASTRA_TRY(request.key, entity_.key(composites_, form_));
    const auto condition = intent_ == intent::remove ? item_exists(entity_) && where_ : where_;
    expression::substitutions substitutions;
    request.table_name = table;
    request.condition_expression = rendered(condition, substitutions);
    request.substitutions = finished(std::move(substitutions));
    request.returned = returned_;
    request.returned_on_failure = on_failure(returned_on_failure_);
    return request;
}

}  // namespace mastra::model
