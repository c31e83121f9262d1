#include "stores/retention/prune_state.hpp"

#include "stores/table_walk.hpp"

#include <fmt/format.h>

#include <utility>

namespace mastra::stores {
namespace {

constexpr std::string_view job = "prune";

json_text json_of(std::int64_t number) {
    return json_text::trusted(std::to_string(number));
}

std::string text_of(const std::vector<retention_rule>& rules) {
    std::string text;
    for (const retention_rule& rule : rules) {
        text += fmt::format("{}={}{} ", to_string(rule.kind), rule.keep.count(),
                            rule.age == age_attribute::created_at ? "" : " since updated");
    }
    return text;
}

std::string count_name(std::size_t kind) {
    return fmt::format("deleted_{}", to_string(static_cast<entity_kind>(kind)));
}

}  // namespace

result<prune_plan> start_plan(const prune_options& options, std::string_view table, timestamp now) {
    if (options.state.empty()) {
        return prune_plan{now, {}, {}};
    }
    MASTRA_TRY(const json_object state, parse_state(options.state, job, table));
    const json_text* rules = state.find("rules");
    if (rules == nullptr || rules->as_string() != text_of(options.rules)) {
        return error(model_errc::invalid_cursor, "the state to go on from belongs to other retention rules");
    }
    prune_plan plan;
    MASTRA_TRY(const std::int64_t began, number_of(state, "now"));
    plan.now = timestamp(std::chrono::milliseconds(began));
    MASTRA_TRY(plan.counts.scanned, number_of(state, "scanned"));
    for (std::size_t kind = 0; kind < entity_kind_count; ++kind) {
        MASTRA_TRY(plan.counts.deleted[kind], number_of(state, count_name(kind)));
    }
    MASTRA_TRY(plan.position, position_of(state));
    return plan;
}

std::string to_state(const prune_plan& plan, const std::vector<retention_rule>& rules, std::string_view table) {
    json_object state = make_state(job, table, plan.position);
    state.set("rules", json_text::of_string(text_of(rules)));
    state.set("now", json_of(plan.now.time_since_epoch().count()));
    state.set("scanned", json_of(plan.counts.scanned));
    for (std::size_t kind = 0; kind < entity_kind_count; ++kind) {
        state.set(count_name(kind), json_of(plan.counts.deleted[kind]));
    }
    return state.to_text().text();
}

}  // namespace mastra::stores
