#include "stores/retention/old_items.hpp"
#include "stores/item_fields.hpp"

#include "mastra/expression/render.hpp"
#include "mastra/model/entity.hpp"
#include "stores/observability/span_entities.hpp"
#include "stores/spill.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace mastra::stores {
namespace {

using expression::attr;

constexpr std::chrono::seconds longest_keep = std::chrono::hours(24) * 365 * 50;

/// The entities that are of a kind: spans, and updates waiting for theirs, belong to traces.
std::vector<attribute_value> entities_of(entity_kind kind) {
    std::vector<attribute_value> names{attribute_value(to_string(kind))};
    if (kind == entity_kind::trace) {
        names.emplace_back(span_entity().name());
        names.emplace_back(waiting_update_entity().name());
    }
    return names;
}

std::string age_name(const retention_rule& rule) {
    return rule.age == age_attribute::created_at ? "createdAt" : "updatedAt";
}

}  // namespace

result<void> check_rules(const std::vector<retention_rule>& rules) {
    if (rules.empty()) {
        return error(store_errc::invalid_argument, "there is no retention rule; say which kind is kept how long");
    }
    std::array<bool, entity_kind_count> seen{};
    for (const retention_rule& rule : rules) {
        bool& known = seen[static_cast<std::size_t>(rule.kind)];
        if (std::exchange(known, true)) {
            return error(store_errc::invalid_argument,
                         fmt::format("there are two retention rules for {}", to_string(rule.kind)));
        }
        if (rule.keep.count() < 1 || rule.keep > longest_keep) {
            return error(store_errc::invalid_argument,
                         fmt::format("{} items are kept for 1 second to 50 years, not {} s", to_string(rule.kind),
                                     rule.keep.count()));
        }
    }
    return {};
}

old_items::old_items(timestamp now, std::vector<retention_rule> rules) : now_(now), rules_(std::move(rules)) {}

std::string old_items::cutoff(const retention_rule& rule) const {
    return to_iso_string(now_ - rule.keep);
}

/// Times are stored as text that sorts like the times.
expression::condition old_items::means(const retention_rule& rule) const {
    return attr(std::string(model::entity_marker)).in(entities_of(rule.kind)) &&
           attr(age_name(rule)) < attribute_value(cutoff(rule));
}

protocol::scan_request old_items::scan() const {
    expression::condition any;
    for (const retention_rule& rule : rules_) {
        any = std::move(any) || means(rule);
    }
    expression::substitutions substitutions;
    protocol::scan_request request;
    request.filter_expression = expression::render(any, substitutions);
    const std::vector<std::string> wanted{
        "pk", "sk", "id", std::string(model::entity_marker), "createdAt", "updatedAt", std::string(spill_attribute)};
    request.projection_expression = expression::render_projection(wanted, substitutions);
    request.substitutions.names = expression::substitutions(substitutions).names();
    request.substitutions.values = std::move(substitutions).values();
    return request;
}

const retention_rule* old_items::rule_for(const attribute_map& item) const {
    const attribute_value* marker = item.find(model::entity_marker);
    const auto rule = std::ranges::find_if(rules_, [&](const retention_rule& candidate) {
        const std::string* time = item.find_string(age_name(candidate));
        return marker != nullptr && std::ranges::count(entities_of(candidate.kind), *marker) > 0 && time != nullptr &&
               *time < cutoff(candidate);
    });
    return rule == rules_.end() ? nullptr : &*rule;
}

protocol::delete_item_request old_items::deletion(const attribute_map& item, const retention_rule& rule) const {
    expression::substitutions substitutions;
    protocol::delete_item_request request;
    request.key = key_of(item);
    request.condition_expression = expression::render(means(rule), substitutions);
    request.substitutions.names = expression::substitutions(substitutions).names();
    request.substitutions.values = std::move(substitutions).values();
    return request;
}

}  // namespace mastra::stores
