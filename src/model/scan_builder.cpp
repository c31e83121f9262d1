// Scan for the items of one entity.
#include "mastra/model/operations.hpp"

#include "model/key_text.hpp"
#include "model/request_parts.hpp"

#include <fmt/format.h>

#include <utility>

namespace mastra::model {

scan_builder::scan_builder(entity entity) : entity_(std::move(entity)) {}

scan_builder& scan_builder::where(expression::condition filter) {
    where_ = std::move(where_) && std::move(filter);
    return *this;
}
scan_builder& scan_builder::attributes(std::vector<std::string> names) {
    projection_ = std::move(names);
    return *this;
}
scan_builder& scan_builder::consistent(bool on) {
    consistent_ = on;
    return *this;
}
scan_builder& scan_builder::limit(std::int32_t items) {
    limit_ = items;
    return *this;
}
scan_builder& scan_builder::count_only() {
    count_only_ = true;
    return *this;
}
scan_builder& scan_builder::after(attribute_map exclusive_start_key) {
    after_ = std::move(exclusive_start_key);
    return *this;
}

result<protocol::scan_request> scan_builder::params(std::string_view table) const {
    if ((limit_ && *limit_ < 1) || (count_only_ && !projection_.empty())) {
        return error(
            model_errc::invalid_expression,
            fmt::format("scan of entity '{}': a limit is at least 1, and a count has no attributes", entity_.name()));
    }
    const auto& definition = entity_.definition();
    const auto& primary = definition.access_patterns.front();
    // With nothing given the raw keys are the prefixes that all items of the entity share.
    MASTRA_TRY(auto partition, raw_partition_key(definition, primary, {}));
    MASTRA_TRY(auto sort, raw_sort_key(definition, primary, {}, open_end::after_label));
    const auto filter = expression::attr(primary.partition_key.field).begins_with(std::move(partition.text)) &&
                        expression::attr(primary.sort_key.field).begins_with(std::move(sort.text)) &&
                        is_of_kind(entity_) && where_;
    protocol::scan_request request;
    expression::substitutions substitutions;
    request.table_name = table;
    request.filter_expression = rendered(filter, substitutions);
    request.projection_expression = rendered(projection_, substitutions);
    request.substitutions = finished(std::move(substitutions));
    request.selected = count_only_ ? protocol::select::count : protocol::select::unset;
    request.consistent_read = consistent_;
    request.limit = limit_;
    request.exclusive_start_key = after_;
    return request;
}

}  // namespace mastra::model
