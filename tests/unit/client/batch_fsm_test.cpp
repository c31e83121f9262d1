#include "client/batch_fsm.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <random>
#include <set>

namespace mastra::client {
namespace {

using namespace std::chrono_literals;
using time_point = batch_fsm::time_point;
using unit_list = batch_fsm::unit_list;

class batch_fsm_of_a_batch : public ::testing::Test {
protected:
    batch_fsm machine(std::size_t units, batch_limits limits = {25, 1'000'000}, std::size_t bytes = 1) {
        return {std::vector<std::size_t>(units, bytes), limits, options_, jitter_, deadline_};
    }
    static unit_list part_of(const batch_fsm::action& action) { return std::get<batch_fsm::send_part>(action).units; }
    static bool is_over(const batch_fsm::action& action) { return std::holds_alternative<batch_fsm::finished>(action); }
    static time_point end_of_wait(const batch_fsm::action& action) {
        return std::get<batch_fsm::wait_until>(action).when;
    }

    retry_options options_;
    random_fraction jitter_ = [] { return 0.5; };
    time_point now_{1h};
    time_point deadline_ = now_ + 1s;
};

TEST_F(batch_fsm_of_a_batch, splits_at_the_number_of_units) {
    batch_fsm batch = machine(60);
    EXPECT_EQ(batch.first_parts(), 3U);
    EXPECT_EQ(part_of(batch.resume(now_)).size(), 25U);
    EXPECT_EQ(part_of(batch.resume(now_)).size(), 25U);
    EXPECT_EQ(part_of(batch.resume(now_)).size(), 10U);
    EXPECT_TRUE(is_over(batch.resume(now_)));
}

TEST_F(batch_fsm_of_a_batch, splits_at_the_bytes_of_a_request) {
    batch_fsm batch = machine(5, {25, 100}, 40);
    EXPECT_EQ(batch.first_parts(), 2U);
    EXPECT_EQ(part_of(batch.resume(now_)), (unit_list{0, 1}));
    EXPECT_EQ(part_of(batch.resume(now_)), (unit_list{2, 3}));
    EXPECT_EQ(part_of(batch.resume(now_)), (unit_list{4}));
}

TEST_F(batch_fsm_of_a_batch, sends_a_unit_alone_that_is_heavier_than_the_limit) {
    batch_fsm batch = machine(2, {25, 100}, 300);
    EXPECT_EQ(part_of(batch.resume(now_)), (unit_list{0}));
    EXPECT_EQ(part_of(batch.resume(now_)), (unit_list{1}));
}

TEST_F(batch_fsm_of_a_batch, is_over_at_once_when_there_is_nothing) {
    batch_fsm batch = machine(0);
    EXPECT_EQ(batch.first_parts(), 0U);
    EXPECT_TRUE(is_over(batch.resume(now_)));
}

TEST_F(batch_fsm_of_a_batch, sends_leftovers_again_after_a_pause_that_grows) {
    batch_fsm batch = machine(3);
    EXPECT_EQ(part_of(batch.resume(now_)), (unit_list{0, 1, 2}));
    batch.answered({1, 2}, now_);
    EXPECT_EQ(end_of_wait(batch.resume(now_)), now_ + 25ms);
    now_ += 25ms;
    EXPECT_EQ(part_of(batch.resume(now_)), (unit_list{1, 2}));
    batch.answered({2}, now_);
    EXPECT_EQ(end_of_wait(batch.resume(now_)), now_ + 50ms);
    now_ += 50ms;
    EXPECT_EQ(part_of(batch.resume(now_)), (unit_list{2}));
    batch.answered({}, now_);
    EXPECT_TRUE(is_over(batch.resume(now_)));
    EXPECT_TRUE(batch.not_done().empty());
}

TEST_F(batch_fsm_of_a_batch, starts_with_short_pauses_again_after_a_part_was_done_completely) {
    batch_fsm batch = machine(50);
    const unit_list first = part_of(batch.resume(now_));
    const unit_list second = part_of(batch.resume(now_));
    batch.answered({first.front()}, now_);
    batch.answered({}, now_);
    now_ += 25ms;
    const unit_list again = part_of(batch.resume(now_));
    batch.answered(again, now_);
    EXPECT_EQ(end_of_wait(batch.resume(now_)), now_ + 25ms);
}

TEST_F(batch_fsm_of_a_batch, lists_what_is_left_when_the_pause_would_end_after_the_deadline) {
    deadline_ = now_ + 20ms;
    batch_fsm batch = machine(3);
    EXPECT_EQ(part_of(batch.resume(now_)).size(), 3U);
    batch.answered({0, 2}, now_);
    EXPECT_TRUE(is_over(batch.resume(now_)));
    EXPECT_EQ(batch.not_done(), (unit_list{0, 2}));
}

TEST_F(batch_fsm_of_a_batch, counts_a_failed_part_as_not_done_and_goes_on_with_the_others) {
    batch_fsm batch = machine(30);
    const unit_list first = part_of(batch.resume(now_));
    batch.failed(first);
    EXPECT_EQ(part_of(batch.resume(now_)).size(), 5U);
    batch.answered({}, now_);
    EXPECT_EQ(batch.not_done(), first);
}

TEST_F(batch_fsm_of_a_batch, sends_nothing_after_it_was_given_up) {
    batch_fsm batch = machine(30);
    const unit_list first = part_of(batch.resume(now_));
    batch.give_up();
    EXPECT_TRUE(is_over(batch.resume(now_)));
    batch.answered({first[0]}, now_);
    EXPECT_TRUE(is_over(batch.resume(now_)));
    EXPECT_EQ(batch.not_done().size(), 6U);
}

// Whatever leftovers, failures and times: every unit ends exactly once, as done or as not done, and no unit is in two
// parts at the same moment.
TEST_F(batch_fsm_of_a_batch, loses_and_doubles_nothing_with_random_leftovers) {
    for (unsigned seed = 1; seed <= 2'000; ++seed) {
        std::mt19937 random(seed);
        const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
        const std::size_t count = below(120);
        deadline_ = now_ + std::chrono::milliseconds(below(3'000));
        std::vector<std::size_t> bytes(count);
        std::generate(bytes.begin(), bytes.end(), [&] { return 1 + below(60); });
        batch_fsm batch(bytes, {1 + below(25), 1 + below(200)}, options_, jitter_, deadline_);

        std::set<std::size_t> done;
        std::vector<unit_list> in_flight;
        time_point now = now_;
        for (bool over = false; !over || !in_flight.empty();) {
            batch_fsm::action action = batch.resume(now);
            over = is_over(action);
            if (auto* part = std::get_if<batch_fsm::send_part>(&action)) {
                in_flight.push_back(part->units);
            }
            now += std::chrono::milliseconds(below(40));
            if (in_flight.size() < 4 && !over && below(2) == 0) {
                continue;
            }
            if (in_flight.empty()) {
                continue;
            }
            std::swap(in_flight[below(in_flight.size())], in_flight.back());
            const unit_list part = in_flight.back();
            in_flight.pop_back();
            if (below(20) == 0) {
                batch.failed(part);
                continue;
            }
            unit_list leftovers;
            for (const std::size_t unit : part) {
                if (below(2) == 0) {
                    leftovers.push_back(unit);
                } else {
                    EXPECT_TRUE(done.insert(unit).second) << "seed " << seed << " unit " << unit;
                }
            }
            batch.answered(leftovers, now);
            over = false;
        }
        unit_list all(done.begin(), done.end());
        all.insert(all.end(), batch.not_done().begin(), batch.not_done().end());
        std::sort(all.begin(), all.end());
        unit_list expected(count);
        std::iota(expected.begin(), expected.end(), std::size_t{0});
        ASSERT_EQ(all, expected) << "seed " << seed;
    }
}

}  // namespace
}  // namespace mastra::client
