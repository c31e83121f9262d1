// Query by access pattern.
#include "mastra/model/operations.hpp"

#include "model/key_text.hpp"
#include "model/query_parts.hpp"
#include "model/request_parts.hpp"

#include "mastra/core/sha256.hpp"

#include <fmt/format.h>

#include <utility>

namespace mastra::model {

query_builder::query_builder(entity entity, std::string pattern, attribute_map composites)
    : entity_(std::move(entity)), pattern_(std::move(pattern)), composites_(std::move(composites)) {}

query_builder& query_builder::set_range(range kind, attribute_map low, attribute_map high) {
    range_given_twice_ = range_given_twice_ || range_ != range::none;
    range_ = kind;
    low_ = std::move(low);
    high_ = std::move(high);
    return *this;
}

query_builder& query_builder::begins(attribute_map sort_composites) {
    return set_range(range::begins, std::move(sort_composites));
}
query_builder& query_builder::between(attribute_map low, attribute_map high) {
    return set_range(range::between, std::move(low), std::move(high));
}
query_builder& query_builder::gte(attribute_map sort_composites) {
    return set_range(range::gte, std::move(sort_composites));
}
query_builder& query_builder::gt(attribute_map sort_composites) {
    return set_range(range::gt, std::move(sort_composites));
}
query_builder& query_builder::lte(attribute_map sort_composites) {
    return set_range(range::lte, std::move(sort_composites));
}
query_builder& query_builder::lt(attribute_map sort_composites) {
    return set_range(range::lt, std::move(sort_composites));
}
query_builder& query_builder::where(expression::condition filter) {
    where_ = std::move(where_) && std::move(filter);
    return *this;
}
query_builder& query_builder::check_identity(bool on) {
    check_identity_ = on;
    return *this;
}
query_builder& query_builder::attributes(std::vector<std::string> names) {
    projection_ = std::move(names);
    return *this;
}
query_builder& query_builder::descending(bool on) {
    descending_ = on;
    return *this;
}
query_builder& query_builder::consistent(bool on) {
    consistent_ = on;
    return *this;
}
query_builder& query_builder::limit(std::int32_t items) {
    limit_ = items;
    return *this;
}
query_builder& query_builder::count_only() {
    count_only_ = true;
    return *this;
}
query_builder& query_builder::after(attribute_map exclusive_start_key) {
    after_ = std::move(exclusive_start_key);
    cursor_.reset();
    return *this;
}
query_builder& query_builder::after(const cursor& cursor) {
    cursor_ = cursor;
    after_.reset();
    return *this;
}

result<const access_pattern*> query_builder::checked_pattern() const {
    const auto* pattern = entity_.find_pattern(pattern_);
    if (pattern == nullptr) {
        return error(model_errc::unknown_index,
                     fmt::format("access pattern '{}' of entity '{}'", pattern_, entity_.name()));
    }
    const auto refuse = [&](std::string_view why) {
        return error(model_errc::invalid_expression,
                     fmt::format("query '{}' of entity '{}': {}", pattern_, entity_.name(), why));
    };
    if (range_given_twice_) {
        return refuse("a query has one range");
    }
    if (limit_ && *limit_ < 1) {
        return refuse("the limit must be at least 1");
    }
    if (consistent_ && pattern->index_name) {
        return refuse("an index cannot be read consistently");
    }
    if (count_only_ && !projection_.empty()) {
        return refuse("a count has no attributes");
    }
    return pattern;
}

result<expression::condition> query_builder::sort_condition(const access_pattern& pattern) const {
    const auto& definition = entity_.definition();
    const auto field = expression::attr(pattern.sort_key.field);
    if (range_ == range::none) {
        MASTRA_TRY(auto key, sort_key_text(definition, pattern, composites_));
        return key.complete ? field == std::move(key.text) : field.begins_with(std::move(key.text));
    }
    MASTRA_TRY(auto low, range_bound(definition, pattern, composites_, low_));
    switch (range_) {
        case range::gte:
            return field >= std::move(low);
        case range::gt:
            return field > std::move(low);
        case range::lte:
            return field <= std::move(low);
        case range::lt:
            return field < std::move(low);
        case range::between: {
            MASTRA_TRY(auto high, range_bound(definition, pattern, composites_, high_));
            return field.between(std::move(low), std::move(high));
        }
        case range::begins:
        case range::none:
            break;
    }
    return field.begins_with(std::move(low));
}

expression::condition query_builder::filter(const access_pattern& pattern) const {
    auto whole = is_of_kind(entity_);
    if (check_identity_) {
        whole = std::move(whole) && has_exactly(pattern.partition_key, composites_);
        // Sort composites given to the query itself are meant exactly, those of a range are bounds.
        whole = std::move(whole) && has_exactly(pattern.sort_key, composites_);
    }
    return std::move(whole) && where_;
}

result<std::optional<attribute_map>> query_builder::start_key(const access_pattern& pattern,
                                                              std::string_view partition_key) const {
    if (!cursor_) {
        return after_;
    }
    MASTRA_TRY(const auto own, fingerprint());
    const auto* partition = cursor_->key.find_string(pattern.partition_key.field);
    if (cursor_->fingerprint != own || partition == nullptr || *partition != partition_key) {
        return error(model_errc::invalid_cursor,
                     fmt::format("it belongs to another query than '{}' of entity '{}'", pattern_, entity_.name()));
    }
    return std::optional(cursor_->key);
}

result<protocol::query_request> query_builder::params(std::string_view table) const {
    MASTRA_TRY(const auto* pattern, checked_pattern());
    MASTRA_TRY(auto partition_key, partition_key_text(entity_.definition(), *pattern, composites_));
    MASTRA_TRY(auto on_sort_key, sort_condition(*pattern));
    protocol::query_request request;
    MASTRA_TRY(request.exclusive_start_key, start_key(*pattern, partition_key));
    const auto on_keys =
        expression::attr(pattern->partition_key.field) == std::move(partition_key) && std::move(on_sort_key);
    expression::substitutions substitutions;
    request.table_name = table;
    request.index_name = pattern->index_name;
    request.key_condition_expression = expression::render(on_keys, substitutions);
    request.filter_expression = rendered(filter(*pattern), substitutions);
    request.projection_expression = rendered(projection_, substitutions);
    request.substitutions = finished(std::move(substitutions));
    request.selected = count_only_ ? protocol::select::count : protocol::select::unset;
    request.scan_index_forward = !descending_;
    request.consistent_read = consistent_;
    request.limit = limit_;
    return request;
}

result<cursor> query_builder::cursor_after(const attribute_map& last_evaluated_key) const {
    MASTRA_TRY(const auto* pattern, checked_pattern());
    MASTRA_TRY(auto own, fingerprint());
    MASTRA_TRY(auto key, cursor_key(entity_.definition(), *pattern, last_evaluated_key));
    return cursor{std::move(own), std::move(key)};
}

result<std::string> query_builder::fingerprint() const {
    MASTRA_TRY(const auto* pattern, checked_pattern());
    const auto& definition = entity_.definition();
    expression::substitutions substitutions;
    const std::string conditions = expression::render(filter(*pattern), substitutions);
    const auto placeholders = finished(std::move(substitutions));
    fingerprint_text text;
    text.add(definition.service).add(definition.name).add(definition.version).add(pattern_);
    text.add(composites_).add(fmt::format("{}", static_cast<int>(range_))).add(low_).add(high_);
    text.add(descending_ ? "descending" : "ascending").add(conditions).add(placeholders.values);
    for (const auto& [placeholder, name] : placeholders.names) {
        text.add(name);
    }
    return std::move(text).digest();
}

}  // namespace mastra::model
