// Rendering into requests.
#include "model/request_parts.hpp"

namespace mastra::model {

namespace {
std::optional<std::string> unless_empty(std::string text) {
    return text.empty() ? std::nullopt : std::optional(std::move(text));
}
}  // namespace

std::optional<std::string> rendered(const expression::condition& condition, expression::substitutions& into) {
    return unless_empty(expression::render(condition, into));
}

std::optional<std::string> rendered(const std::vector<std::string>& projection, expression::substitutions& into) {
    return unless_empty(expression::render_projection(projection, into));
}

protocol::expression_attributes finished(expression::substitutions collected) {
    return {std::move(collected).names(), std::move(collected).values()};
}

expression::condition item_exists(const entity& entity) {
    const auto& primary = entity.definition().access_patterns.front();
    return expression::attr(primary.partition_key.field).exists() && expression::attr(primary.sort_key.field).exists();
}

expression::condition item_is_absent(const entity& entity) {
    const auto& primary = entity.definition().access_patterns.front();
    return expression::attr(primary.partition_key.field).not_exists() &&
           expression::attr(primary.sort_key.field).not_exists();
}

expression::condition is_of_kind(const entity& entity) {
    return expression::attr(std::string(entity_marker)) == entity.name() &&
           expression::attr(std::string(version_marker)) == entity.definition().version;
}

}  // namespace mastra::model
