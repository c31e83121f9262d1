#include "stores/data_check/heavy_hitters.hpp"

namespace mastra::stores {

void heavy_hitters::add(std::string_view key) {
    const auto known = counts_.find(key);
    if (known != counts_.end()) {
        auto node = by_count_.extract({known->second.at_most, known->first});
        node.value().first = ++known->second.at_most;
        by_count_.insert(std::move(node));
        return;
    }
    std::int64_t inherited = 0;
    if (counts_.size() >= capacity_) {
        // The smallest makes room, and its count is the newcomer's error.
        const auto smallest = by_count_.begin();
        inherited = smallest->first;
        counts_.erase(smallest->second);
        by_count_.erase(smallest);
    }
    restore({std::string(key), inherited + 1, inherited});
}

void heavy_hitters::restore(counter saved) {
    by_count_.emplace(saved.at_most, saved.key);
    counts_.emplace(std::move(saved.key), count{saved.at_most, saved.error});
}

std::vector<heavy_hitters::counter> heavy_hitters::counters() const {
    std::vector<counter> all;
    for (const auto& [key, seen] : counts_) {
        all.push_back({key, seen.at_most, seen.error});
    }
    return all;
}

}  // namespace mastra::stores
