// Messages that are shown wherever they are, with their neighbours (semantic recall).
#include "mastra/client/parallel.hpp"
#include "stores/memory/message_reader.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace mastra::stores {
namespace {

/// The neighbours on one side of a message: a limited query from its own time on.
struct neighbour_read {
    std::string target_id;
    std::string thread_id;
    timestamp created;
    std::int64_t count = 0;
    sort_direction direction = sort_direction::ascending;
};

model::query_builder neighbours_query(const operation& op, const neighbour_read& read,
                                      const std::optional<std::string>& resource_id) {
    message_scope scope{resource_id, {}};
    (read.direction == sort_direction::ascending ? scope.created.start : scope.created.end) = read.created;
    auto query = thread_messages(op, read.thread_id, scope);
    return *std::move(query);  // a range with one end always holds some time
}

/// Rows come from the target's own time on; those of the same time on its other side, and itself, are passed over.
task<std::vector<attribute_map>> read_neighbours(operation op, neighbour_read read,
                                                 std::optional<std::string> resource_id) {
    std::int64_t reach = read.count + 1;  // the target itself is the first row, unless others share its time
    for (;;) {
        MASTRA_CO_TRY(index_rows found, co_await read_rows(op, neighbours_query(op, read, resource_id),
                                                           row_range{0, reach}, read.direction));
        const std::string own_time = to_iso_string(read.created);
        std::erase_if(found.rows, [&](const attribute_map& row) {
            const std::string* time = row.find_string("createdAt");
            const std::string* id = row.find_string("id");
            if (id == nullptr || time == nullptr || *time != own_time) {
                return id == nullptr;
            }
            return read.direction == sort_direction::ascending ? *id <= read.target_id : *id >= read.target_id;
        });
        const auto size = static_cast<std::int64_t>(found.rows.size());
        if (size >= read.count || !found.has_more) {
            found.rows.resize(static_cast<std::size_t>(std::min(size, read.count)));
            co_return std::move(found.rows);
        }
        reach *= 4;  // many rows of the same time: look further
    }
}

void add_sides(std::vector<neighbour_read>& reads, const message_include& include, const message& target) {
    if (include.previous > 0) {
        reads.push_back({target.id, target.thread_id, target.created_at, include.previous, sort_direction::descending});
    }
    if (include.next > 0) {
        reads.push_back({target.id, target.thread_id, target.created_at, include.next, sort_direction::ascending});
    }
}

task<std::vector<message>> read_targets(operation op, const std::vector<message_include>& includes,
                                        const std::optional<std::string>& resource_id) {
    std::vector<std::string> ids;
    for (const auto& include : includes) {
        ids.push_back(include.id);
    }
    MASTRA_CO_TRY(auto found,
                  co_await find_items(op, message_kind(), to_record_ids(std::move(ids)), op->config->consistent_reads));
    std::vector<attribute_map> items;
    for (auto& [id, located] : found) {
        items.push_back(std::move(located.item));
    }
    MASTRA_CO_TRY(std::vector<message> targets, co_await decode_messages(op, std::move(items)));
    std::erase_if(targets, [&](const message& m) { return resource_id && m.resource_id != resource_id; });
    co_return targets;
}

}  // namespace

task<std::vector<message>> read_includes(operation op, std::vector<message_include> includes,
                                         std::optional<std::string> resource_id) {
    if (includes.empty()) {
        co_return std::vector<message>();
    }
    MASTRA_CO_TRY(std::vector<message> all, co_await read_targets(op, includes, resource_id));
    std::vector<neighbour_read> reads;
    for (const auto& include : includes) {
        const auto target = std::find_if(all.begin(), all.end(), [&](const message& m) { return m.id == include.id; });
        if (target != all.end()) {
            add_sides(reads, include, *target);
        }
    }
    std::vector<std::vector<attribute_map>> sides(reads.size());
    MASTRA_CO_CHECK(co_await client::for_each_parallel(
        reads.size(), op->config->max_parallel_requests, [&](std::size_t i) -> task<void> {
            MASTRA_CO_TRY(sides[i], co_await read_neighbours(op, reads[i], resource_id));
            co_return result<void>();
        }));
    std::set<std::string> seen;
    for (const auto& target : all) {
        seen.insert(target.id);
    }
    std::vector<attribute_map> fresh;
    for (auto& side : sides) {
        for (auto& row : side) {
            if (seen.insert(*row.find_string("id")).second) {
                fresh.push_back(std::move(row));
            }
        }
    }
    MASTRA_CO_TRY(std::vector<message> neighbours, co_await decode_messages(op, std::move(fresh)));
    all.insert(all.end(), std::make_move_iterator(neighbours.begin()), std::make_move_iterator(neighbours.end()));
    co_return all;
}

}  // namespace mastra::stores
