// GetItem by entity.
#include "mastra/model/operations.hpp"

#include "model/request_parts.hpp"

namespace mastra::model {

get_builder::get_builder(entity entity, attribute_map composites)
    : entity_(std::move(entity)), composites_(std::move(composites)) {}

get_builder& get_builder::at(key_form form) {
    form_ = form;
    return *this;
}
get_builder& get_builder::consistent(bool on) {
    consistent_ = on;
    return *this;
}
get_builder& get_builder::attributes(std::vector<std::string> names) {
    projection_ = std::move(names);
    return *this;
}

result<protocol::get_item_request> get_builder::params(std::string_view table) const {
    protocol::get_item_request request;
    MASTRA_TRY(request.key, entity_.key(composites_, form_));
    expression::substitutions substitutions;
    request.table_name = table;
    request.projection_expression = rendered(projection_, substitutions);
    request.substitutions = finished(std::move(substitutions));
    request.consistent_read = consistent_;
    return request;
}

}  // namespace mastra::model
