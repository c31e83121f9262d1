#include "stores/data_check/collisions.hpp"
#include "stores/item_fields.hpp"

#include "mastra/client/batch.hpp"
#include "mastra/model/operations.hpp"

#include <fmt/format.h>

#include <functional>
#include <map>
#include <utility>

namespace mastra::stores {
namespace {

/// 100,000 partitions: about 4 MB. When it is full it starts afresh, and a partition may be looked into twice.
constexpr std::size_t most_remembered = 100'000;

data_finding collision(const attribute_map& item, const attribute_map* holder) {
    const model::entity& entity = *entity_of(item);
    const std::string id = shown_id(identity_of(entity, item).value_or(attribute_map()));
    data_finding finding;
    finding.fault = data_fault::case_collision;
    finding.entity = entity.name();
    finding.pk = text_or_empty(item, "pk");
    finding.sk = text_or_empty(item, "sk");
    finding.what = holder != nullptr
                       ? fmt::format(
                             "the {}s {} and {} have ids that differ only in case; upstream finds only the "
                             "second one by its id",
                             entity.name(), id, shown_id(identity_of(entity, *holder).value_or(attribute_map())))
                       : fmt::format(
                             "the {} {} gave way to an id that differed only in case and is gone; upstream does "
                             "not find it by its id until it is saved anew",
                             entity.name(), id);
    return finding;
}

/// "This item's values are not those."
expression::condition other_than(const attribute_map& values) {
    expression::condition any;
    for (const auto& [name, value] : values) {
        any = std::move(any) || expression::attr(name) != value;
    }
    return any;
}

}  // namespace

task<std::vector<data_finding>> colliding_ids(const walk_context& context, std::vector<attribute_map> exact_items) {
    std::vector<data_finding> findings;
    if (exact_items.empty()) {
        co_return findings;
    }
    client::batch_get_spec spec;
    spec.table_name = context.config->table_name;
    std::vector<std::string> shared_names;
    for (const attribute_map& item : exact_items) {
        const model::entity& entity = *entity_of(item);
        MASTRA_CO_TRY(attribute_map key, entity.key(identity_of(entity, item).value_or(attribute_map())));
        shared_names.push_back(key_text(key));
        spec.keys.push_back(std::move(key));
    }
    const operation op = context.begin();
    MASTRA_CO_TRY(const std::vector<attribute_map> items,
                  co_await client::batch_get(op->client, std::move(spec), op->call));
    std::map<std::string, const attribute_map*> holders;
    for (const attribute_map& item : items) {
        holders.emplace(key_text(item), &item);
    }
    for (std::size_t i = 0; i < exact_items.size(); ++i) {
        const auto holder = holders.find(shared_names[i]);
        findings.push_back(collision(exact_items[i], holder == holders.end() ? nullptr : holder->second));
    }
    co_return findings;
}

double partition_checker::take_units() {
    return std::exchange(units_, 0);
}

task<std::optional<data_finding>> partition_checker::check(shared_key key) {
    const std::string& index = *key.pattern->index_name;
    const std::size_t hash = std::hash<std::string>()(fmt::format("{} {}", index, key.partition_key));
    if (!checked_.insert(hash).second) {
        co_return std::optional<data_finding>();
    }
    if (checked_.size() > most_remembered) {
        checked_.clear();
    }
    auto query = key.entity->query(key.pattern->name, key.composites);
    query.check_identity(false).where(other_than(key.composites));
    MASTRA_CO_TRY(protocol::query_request request, query.params(context_.config->table_name));
    request.return_capacity = protocol::capacity_detail::total;
    do {
        MASTRA_CO_TRY(protocol::query_response page,
                      co_await send(context_.begin(), result<protocol::query_request>(request)));
        units_ += page.capacity ? page.capacity->capacity_units : 0;
        if (!page.items.empty()) {
            data_finding finding;
            finding.fault = data_fault::shared_partition;
            finding.entity = key.entity->name();
            finding.pk = key.partition_key;
            attribute_map other;
            for (const auto& [name, value] : key.composites) {
                other.set(name, std::string(text_or_empty(page.items.front(), name)));
            }
            finding.what =
                fmt::format("index {} has one partition for {} and {}; upstream lists the {}s of both together", index,
                            shown_id(key.composites), shown_id(other), key.entity->name());
            co_return finding;
        }
        request.exclusive_start_key = std::move(page.last_evaluated_key);
    } while (request.exclusive_start_key);
    co_return std::optional<data_finding>();
}

}  // namespace mastra::stores
