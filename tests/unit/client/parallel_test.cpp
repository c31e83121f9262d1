// Several tasks at once: how many, in which order, and what becomes of errors, exceptions and cancellation.
#include "mastra/client/parallel.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace mastra::client {
namespace {

namespace asio = boost::asio;

/// Tasks that begin, wait for the test to end them, and end as it says.
class parallel : public ::testing::Test {
protected:
    struct waiting_task {
        waiting_task(asio::io_context& context, std::size_t number_)
            : number(number_), end(context, asio::steady_timer::time_point::max()) {}
        std::size_t number;
        asio::steady_timer end;
        std::optional<error> fault;
        bool throws = false;
        bool is_running = true;
    };

    void start(std::size_t count, int limit) {
        asio::co_spawn(
            context, for_each_parallel(count, limit, [this](std::size_t number) { return task(number); }),
            asio::bind_cancellation_slot(cancel.slot(), [this](std::exception_ptr thrown, result<void> done) {
                exception = std::move(thrown);
                outcome = std::move(done);
            }));
        proceed();
    }
    void proceed() {
        context.restart();
        context.poll();
    }
    void end(std::size_t number, std::optional<error> fault = {}) {
        waiting_task& one = *find(number);
        one.fault = std::move(fault);
        one.end.cancel();
        proceed();
    }
    void end_by_throwing(std::size_t number) {
        find(number)->throws = true;
        end(number);
    }
    [[nodiscard]] std::vector<std::size_t> running() const {
        std::vector<std::size_t> numbers;
        for (const auto& one : tasks) {
            if (one.is_running) {
                numbers.push_back(one.number);
            }
        }
        return numbers;
    }

    asio::io_context context;
    asio::cancellation_signal cancel;
    std::deque<waiting_task> tasks;
    std::optional<result<void>> outcome;
    std::exception_ptr exception;

private:
    std::deque<waiting_task>::iterator find(std::size_t number) {
        return std::find_if(tasks.begin(), tasks.end(), [&](const auto& one) { return one.number == number; });
    }

    asio::awaitable<result<void>> task(std::size_t number) {
        waiting_task& self = tasks.emplace_back(context, number);
        co_await self.end.async_wait(asio::as_tuple(asio::use_awaitable));
        self.is_running = false;
        const auto state = co_await asio::this_coro::cancellation_state;
        if (self.throws) {
            throw std::runtime_error("a task's own");
        }
        if (state.cancelled() != asio::cancellation_type::none) {
            co_return error(client_errc::cancelled);
        }
        co_return self.fault ? result<void>(*self.fault) : result<void>();
    }
};

using numbers = std::vector<std::size_t>;

TEST_F(parallel, nothing_to_do_is_done) {
    start(0, 4);
    ASSERT_TRUE(outcome);
    EXPECT_TRUE(outcome->has_value());
}

TEST_F(parallel, tasks_begin_in_order_and_at_most_so_many_run) {
    start(5, 2);
    EXPECT_EQ(running(), (numbers{0, 1}));
    end(1);
    EXPECT_EQ(running(), (numbers{0, 2}));
    end(0);
    EXPECT_EQ(running(), (numbers{2, 3}));
    end(2);
    end(3);
    EXPECT_FALSE(outcome);
    end(4);
    ASSERT_TRUE(outcome);
    EXPECT_TRUE(outcome->has_value());
}

TEST_F(parallel, a_limit_below_one_counts_as_one) {
    start(2, 0);
    EXPECT_EQ(running(), numbers{0});
    end(0);
    EXPECT_EQ(running(), numbers{1});
    end(1);
    EXPECT_TRUE(outcome);
}

TEST_F(parallel, after_an_error_nothing_begins_and_what_runs_is_awaited) {
    start(5, 3);
    end(1, error(client_errc::connection_lost));
    EXPECT_EQ(running(), (numbers{0, 2}));
    end(0);
    EXPECT_EQ(running(), numbers{2});
    EXPECT_FALSE(outcome);
    end(2);
    ASSERT_TRUE(outcome);
    EXPECT_TRUE(outcome->error().is(client_errc::connection_lost));
}

TEST_F(parallel, of_several_errors_that_of_the_lowest_number_counts) {
    start(3, 3);
    end(2, error(client_errc::connection_lost));
    end(0, error(client_errc::queue_full));
    end(1, error(client_errc::stopped));
    ASSERT_TRUE(outcome);
    EXPECT_TRUE(outcome->error().is(client_errc::queue_full));
}

// Whichever worker it is: the caller's own coroutine is one of them.
TEST_F(parallel, an_exception_comes_when_all_have_ended) {
    for (const std::size_t thrower : {0U, 1U}) {
        tasks.clear();
        outcome.reset();
        start(3, 2);
        end_by_throwing(thrower);
        EXPECT_EQ(running(), numbers{1 - thrower}) << "nothing begins after it";
        EXPECT_FALSE(outcome);
        end(1 - thrower);
        EXPECT_TRUE(outcome);
        EXPECT_THROW(std::rethrow_exception(exception), std::runtime_error);
    }
}

TEST_F(parallel, cancelling_ends_all_that_run) {
    start(5, 3);
    cancel.emit(asio::cancellation_type::terminal);
    proceed();
    EXPECT_EQ(running(), numbers{});
    EXPECT_EQ(tasks.size(), 3U);
    ASSERT_TRUE(outcome);
    EXPECT_TRUE(outcome->error().is(client_errc::cancelled));
}

// Then the caller does nothing but wait for the rest.
TEST_F(parallel, cancelling_reaches_the_last_one_whichever_it_is) {
    for (const std::size_t last : {0U, 1U, 2U}) {
        tasks.clear();
        outcome.reset();
        start(3, 3);
        for (const std::size_t number : {0U, 1U, 2U}) {
            if (number != last) {
                end(number);
            }
        }
        EXPECT_EQ(running(), numbers{last});
        cancel.emit(asio::cancellation_type::terminal);
        proceed();
        EXPECT_EQ(running(), numbers{}) << last;
        ASSERT_TRUE(outcome) << last;
        EXPECT_TRUE(outcome->error().is(client_errc::cancelled)) << last;
    }
}

TEST(parallel_on_threads, every_task_runs_once) {
    constexpr std::size_t count = 500;
    asio::thread_pool threads(4);
    std::vector<std::atomic<int>> runs(count);
    for (int round = 0; round < 20; ++round) {
        auto done = asio::co_spawn(threads,
                                   for_each_parallel(count, 8,
                                                     [&](std::size_t number) -> asio::awaitable<result<void>> {
                                                         co_await asio::post(asio::use_awaitable);
                                                         ++runs[number];
                                                         co_return result<void>();
                                                     }),
                                   asio::use_future);
        EXPECT_TRUE(done.get().has_value());
    }
    EXPECT_TRUE(std::all_of(runs.begin(), runs.end(), [](const auto& n) { return n == 20; }));
}

}  // namespace
}  // namespace mastra::client
