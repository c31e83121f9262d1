#include "stores/data_check/statistics.hpp"

#include "mastra/stores/table.hpp"
#include "stores/data_check/item_facts.hpp"
#include "stores/table_walk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace mastra::stores {
namespace {

constexpr std::size_t counters_an_index = 256;
constexpr std::string_view table_name = "table";

json_text json_of(std::int64_t number) {
    return json_text::trusted(std::to_string(number));
}

template <class Rows, class ToJson>
json_text json_list(const Rows& rows, ToJson to_json) {
    json_object list;  // by number: a list that json_object can read back
    std::int64_t number = 0;
    for (const auto& row : rows) {
        list.set(std::to_string(number++), to_json(row));
    }
    return list.to_text();
}

/// The members of an object in the state; none where it lacks.
result<std::vector<json_object::member>> members_of(const json_object& state, std::string_view name) {
    const json_text* text = state.find(name);
    if (text == nullptr) {
        return error(model_errc::invalid_cursor, fmt::format("the state to go on from lacks {}", name));
    }
    MASTRA_TRY(json_object object, json_object::parse(text->text()));
    return object.members();
}

std::string string_of(const json_object& object, std::string_view name) {
    const json_text* text = object.find(name);
    return text ? text->as_string().value_or(std::string()) : std::string();
}

json_text json_of(const sized_item& item) {
    json_object object;
    object.set("pk", json_text::of_string(item.pk));
    object.set("sk", json_text::of_string(item.sk));
    object.set("entity", json_text::of_string(item.entity));
    object.set("bytes", json_of(item.bytes));
    return object.to_text();
}

json_text json_of(const heavy_hitters::counter& counter) {
    json_object object;
    object.set("key", json_text::of_string(counter.key));
    object.set("count", json_of(counter.at_most));
    object.set("error", json_of(counter.error));
    return object.to_text();
}

template <std::size_t Size>
json_text json_of(const std::array<std::int64_t, Size>& numbers) {
    return json_list(numbers, [](std::int64_t number) { return json_of(number); });
}

template <std::size_t Size>
result<void> restore_counts(std::array<std::int64_t, Size>& numbers, const json_object& state, std::string_view name) {
    MASTRA_TRY(const auto members, members_of(state, name));
    json_object object;
    for (const auto& [key, value] : members) {
        object.set(key, value);
    }
    for (std::size_t i = 0; i < Size; ++i) {
        MASTRA_TRY(numbers[i], number_of(object, std::to_string(i)));
    }
    return {};
}

/// All partition keys of the table's schema: the table's own, and each index's.
const std::vector<std::pair<std::string, std::string>>& partition_fields() {
    static const auto fields = [] {
        const protocol::create_table_request table = table_definition({});
        std::vector<std::pair<std::string, std::string>> all{{std::string(table_name), table.keys.partition_key}};
        for (const auto& index : table.global_secondary_indexes) {
            all.emplace_back(index.index_name, index.keys.partition_key);
        }
        return all;
    }();
    return fields;
}

}  // namespace

heavy_hitters& statistics::partitions(std::string_view index) {
    auto found = partitions_.find(index);
    if (found == partitions_.end()) {
        found = partitions_.emplace(std::string(index), heavy_hitters(counters_an_index)).first;
    }
    return found->second;
}

void statistics::count(const attribute_map& item, std::string_view entity) {
    const auto bytes = static_cast<std::int64_t>(item_size(item));
    counted_items& kind = counts_.kinds[std::string(entity)];
    ++kind.items;
    kind.bytes += bytes;
    keep_if_large(item, entity, bytes);
    for (const auto& [index, field] : partition_fields()) {
        if (const std::string* key = item.find_string(field)) {
            partitions(index).add(*key);
        }
    }
}

void statistics::keep_if_large(const attribute_map& item, std::string_view entity, std::int64_t bytes) {
    auto& largest = counts_.largest;
    if (top_ == 0 || (largest.size() == top_ && largest.back().bytes >= bytes)) {
        return;
    }
    const auto place = std::ranges::find_if(largest, [&](const sized_item& other) { return other.bytes < bytes; });
    largest.insert(place, {std::string(text_or_empty(item, "pk")), std::string(text_or_empty(item, "sk")),
                           std::string(entity), bytes});
    if (largest.size() > top_) {
        largest.pop_back();
    }
}

void statistics::count_found(const data_finding& finding) {
    const auto fault = static_cast<std::size_t>(finding.fault);
    counts_.found[fault] += finding.items;
    counts_.removed[fault] += finding.removed ? finding.items : 0;
}

std::vector<hot_partition> statistics::hottest() const {
    std::vector<hot_partition> all;
    for (const auto& [index, hitters] : partitions_) {
        for (const auto& counter : hitters.counters()) {
            if (counter.at_most - counter.error > 1) {
                all.push_back({index, counter.key, counter.at_most - counter.error, counter.at_most});
            }
        }
    }
    std::ranges::stable_sort(all, std::ranges::greater(), &hot_partition::at_least);
    all.resize(std::min(all.size(), top_));
    return all;
}

data_report statistics::report() const {
    data_report report = counts_;
    report.hot = hottest();
    return report;
}

void statistics::save(json_object& state) const {
    json_object kinds;
    for (const auto& [entity, counted] : counts_.kinds) {
        json_object kind;
        kind.set("items", json_of(counted.items));
        kind.set("bytes", json_of(counted.bytes));
        kinds.set(entity, kind.to_text());
    }
    json_object partitions;
    for (const auto& [index, hitters] : partitions_) {
        partitions.set(index, json_list(hitters.counters(), [](const auto& counter) { return json_of(counter); }));
    }
    state.set("kinds", kinds.to_text());
    state.set("found", json_of(counts_.found));
    state.set("removed", json_of(counts_.removed));
    state.set("largest", json_list(counts_.largest, [](const sized_item& item) { return json_of(item); }));
    state.set("partitions", partitions.to_text());
}

result<void> statistics::restore(const json_object& state) {
    MASTRA_TRY(const auto kinds, members_of(state, "kinds"));
    for (const auto& [entity, text] : kinds) {
        MASTRA_TRY(const json_object kind, json_object::parse(text.text()));
        counted_items& counted = counts_.kinds[entity];
        MASTRA_TRY(counted.items, number_of(kind, "items"));
        MASTRA_TRY(counted.bytes, number_of(kind, "bytes"));
    }
    MASTRA_CHECK(restore_counts(counts_.found, state, "found"));
    MASTRA_CHECK(restore_counts(counts_.removed, state, "removed"));
    MASTRA_TRY(const auto largest, members_of(state, "largest"));
    for (const auto& [number, text] : largest) {
        MASTRA_TRY(const json_object item, json_object::parse(text.text()));
        MASTRA_TRY(const std::int64_t bytes, number_of(item, "bytes"));
        counts_.largest.push_back({string_of(item, "pk"), string_of(item, "sk"), string_of(item, "entity"), bytes});
    }
    MASTRA_TRY(const auto indexes, members_of(state, "partitions"));
    for (const auto& [index, text] : indexes) {
        MASTRA_TRY(const json_object counters, json_object::parse(text.text()));
        for (const auto& [number, counter_text] : counters.members()) {
            MASTRA_TRY(const json_object counter, json_object::parse(counter_text.text()));
            MASTRA_TRY(const std::int64_t count, number_of(counter, "count"));
            MASTRA_TRY(const std::int64_t error, number_of(counter, "error"));
            partitions(index).restore({string_of(counter, "key"), count, error});
        }
    }
    return {};
}

}  // namespace mastra::stores
