#include "stores/data_check/heavy_hitters.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace mastra::stores {
namespace {

const heavy_hitters::counter* counter_of(const std::vector<heavy_hitters::counter>& counters, const std::string& key) {
    const auto found = std::ranges::find(counters, key, &heavy_hitters::counter::key);
    return found == counters.end() ? nullptr : &*found;
}

TEST(heavy_hitters, counts_exactly_while_there_is_room) {
    heavy_hitters hitters(3);
    for (const char* key : {"a", "b", "a", "c", "a"}) {
        hitters.add(key);
    }
    const auto counters = hitters.counters();
    ASSERT_NE(counter_of(counters, "a"), nullptr);
    EXPECT_EQ(counter_of(counters, "a")->at_most, 3);
    EXPECT_EQ(counter_of(counters, "a")->error, 0);
    EXPECT_EQ(counters.size(), 3U);
}

// What the algorithm promises: bounds that hold, and no frequent key forgotten.
TEST(heavy_hitters, keeps_every_frequent_key_and_true_bounds_in_bounded_memory) {
    constexpr std::size_t capacity = 50;
    constexpr int length = 20'000;
    heavy_hitters hitters(capacity);
    std::map<std::string, std::int64_t> truth;
    std::mt19937 random(7);
    for (int i = 0; i < length; ++i) {
        const bool hot = random() % 10 < 3;
        const std::string key = hot ? "hot" + std::to_string(random() % 5) : "cold" + std::to_string(random() % 5'000);
        hitters.add(key);
        ++truth[key];
    }
    const auto counters = hitters.counters();
    EXPECT_EQ(counters.size(), capacity);
    for (const auto& counter : counters) {
        EXPECT_GE(counter.at_most, truth[counter.key]) << counter.key;
        EXPECT_LE(counter.at_most - counter.error, truth[counter.key]) << counter.key;
    }
    for (const auto& [key, count] : truth) {
        if (count > length / static_cast<std::int64_t>(capacity)) {
            EXPECT_NE(counter_of(counters, key), nullptr) << key;
        }
    }
}

TEST(heavy_hitters, goes_on_from_restored_counters) {
    heavy_hitters first(2);
    first.add("a");
    first.add("a");
    first.add("b");
    heavy_hitters second(2);
    for (auto& counter : first.counters()) {
        second.restore(std::move(counter));
    }
    second.add("c");
    EXPECT_EQ(counter_of(second.counters(), "a")->at_most, 2);
    EXPECT_EQ(counter_of(second.counters(), "b"), nullptr);
    EXPECT_EQ(counter_of(second.counters(), "c")->at_most, 2);
    EXPECT_EQ(counter_of(second.counters(), "c")->error, 1);
}

}  // namespace
}  // namespace mastra::stores
