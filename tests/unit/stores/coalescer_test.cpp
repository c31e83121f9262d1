// Work on one record, joined: who shares a batch, who is given up, and when an outcome may be asked for.
#include "stores/coalescer.hpp"

#include "mastra/client/run_blocking.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mastra::stores {
namespace {

namespace asio = boost::asio;

class a_coalescer : public ::testing::Test {
protected:
    using queue = coalescer<int, result<int>>;

    /// Twice the work, when the timer of the batch is cancelled.
    asio::awaitable<std::vector<result<int>>> run(std::vector<int> batch) {
        batches.push_back(batch);
        co_await gate.async_wait(asio::as_tuple(asio::use_awaitable));
        std::vector<result<int>> outcomes;
        for (const int work : batch) {
            outcomes.emplace_back(2 * work);
        }
        co_return outcomes;
    }
    /// Until nothing is left to do but to wait.
    void settle() {
        context.restart();
        context.poll();
    }
    void end_batch() {
        gate.cancel();
        settle();
    }
    result<int> outcome(const queue::share_ptr& share) { return run_blocking(context, queue::outcome(share)); }

    asio::io_context context{1};
    asio::steady_timer gate{context, asio::steady_timer::time_point::max()};
    std::vector<std::vector<int>> batches;
    std::shared_ptr<queue> works = std::make_shared<queue>(
        context.get_executor(), [this](const std::string&, std::vector<int> batch) { return run(std::move(batch)); });
};

using batches_of = std::vector<std::vector<int>>;

TEST_F(a_coalescer, begins_nothing_inside_begin_and_joins_what_comes_meanwhile) {
    queue::share_ptr first;
    asio::post(context, [&] {
        first = works->begin("key", 1);
        EXPECT_TRUE(batches.empty());
    });
    settle();
    const auto second = works->begin("key", 2);
    const auto third = works->begin("key", 3);
    const auto other = works->begin("other", 4);
    settle();
    EXPECT_EQ(batches, (batches_of{{1}, {4}}));
    end_batch();
    EXPECT_EQ(batches, (batches_of{{1}, {4}, {2, 3}}));
    end_batch();
    EXPECT_EQ(outcome(first).value(), 2);
    EXPECT_EQ(outcome(second).value(), 4);
    EXPECT_EQ(outcome(third).value(), 6);
    EXPECT_EQ(outcome(other).value(), 8);
}

TEST_F(a_coalescer, gives_an_outcome_once_whether_it_is_asked_for_before_or_after) {
    const auto early = works->begin("key", 1);
    EXPECT_FALSE(early->try_take());
    std::optional<result<int>> awaited;
    asio::co_spawn(context, queue::outcome(early),
                   [&](const std::exception_ptr&, result<int> got) { awaited.emplace(std::move(got)); });
    settle();
    EXPECT_FALSE(awaited);
    end_batch();
    ASSERT_TRUE(awaited);
    EXPECT_EQ(awaited->value(), 2);

    const auto late = works->begin("key", 5);
    settle();
    end_batch();
    const auto taken = late->try_take();
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->value(), 10);
    EXPECT_FALSE(late->try_take());
}

TEST_F(a_coalescer, does_not_do_what_is_given_up_in_time) {
    const auto running = works->begin("key", 1);
    settle();
    const auto waiting = works->begin("key", 2);
    running->give_up();
    waiting->give_up();
    end_batch();
    EXPECT_EQ(batches, (batches_of{{1}}));
    EXPECT_EQ(outcome(running).value(), 2);
    EXPECT_TRUE(outcome(waiting).error().is(client_errc::cancelled));
}

TEST_F(a_coalescer, gives_up_work_whose_caller_is_cancelled) {
    const auto running = works->begin("key", 1);
    settle();
    asio::cancellation_signal cancel;
    std::optional<result<int>> awaited;
    asio::co_spawn(context, works->submit("key", 2),
                   asio::bind_cancellation_slot(cancel.slot(), [&](const std::exception_ptr&, result<int> got) {
                       awaited.emplace(std::move(got));
                   }));
    settle();
    cancel.emit(asio::cancellation_type::terminal);
    end_batch();
    EXPECT_EQ(batches, (batches_of{{1}}));
    ASSERT_TRUE(awaited);
    EXPECT_TRUE(awaited->error().is(client_errc::cancelled));
}

}  // namespace
}  // namespace mastra::stores
