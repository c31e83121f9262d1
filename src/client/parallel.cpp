#include "mastra/client/parallel.hpp"

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <atomic>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace mastra::client {
namespace {

namespace asio = boost::asio;

/// The workers of one call: its own coroutine, and those that were spawned to help. Any thread. Asio's own
/// parallel_group looks at its operations after it has started them all, when another thread may have ended them
/// (Boost 1.81).
class team : public std::enable_shared_from_this<team> {
public:
    team(asio::any_io_executor executor, numbered_task task, std::size_t count)
        : executor_(std::move(executor)), task_(std::move(task)), count_(count) {}

    /// Takes one number after the other until there are no more or somebody failed.
    static asio::awaitable<void> work_off(std::shared_ptr<team> self) {
        co_await asio::this_coro::throw_if_cancelled(false);
        while (!self->failed_) {
            const std::size_t number = self->next_++;
            if (number >= self->count_) {
                co_return;
            }
            if (auto done = co_await self->task_(number); done.has_error()) {
                self->note(number, std::move(done).error());
            }
        }
    }

    void add_helper() {
        auto& cancelling = helpers_.emplace_back();
        {
            const std::lock_guard lock(mutex_);
            ++helping_;
        }
        asio::co_spawn(
            executor_, work_off(shared_from_this()),
            asio::bind_cancellation_slot(cancelling.slot(), [self = shared_from_this()](std::exception_ptr exception) {
                self->on_helper_done(std::move(exception));
            }));
    }

    void cancel_helpers() {
        for (auto& cancelling : helpers_) {
            cancelling.emit(asio::cancellation_type::terminal);
        }
    }

    /// Ends when all helpers have ended. Cancellation: passed on to them.
    asio::awaitable<void> helpers_done() {
        // No coroutine: a closure made in one would be destroyed twice (docs/adr/0006-no-aggregates-as-arguments.md).
        return asio::async_initiate<const asio::use_awaitable_t<>&, void()>(
            [self = shared_from_this()](auto handler) { self->wait(std::move(handler)); }, asio::use_awaitable);
    }

    /// After all have ended. Throws what a task threw.
    result<void> outcome() {
        if (exception_) {
            std::rethrow_exception(exception_);
        }
        return fault_ ? result<void>(*std::move(fault_)) : result<void>();
    }

    void note(std::exception_ptr exception) {
        failed_ = true;
        const std::lock_guard lock(mutex_);
        if (!exception_) {
            exception_ = std::move(exception);
        }
    }

private:
    using waiter = asio::any_completion_handler<void()>;

    void note(std::size_t number, error fault) {
        failed_ = true;
        const std::lock_guard lock(mutex_);
        if (!fault_ || number < failed_number_) {
            failed_number_ = number;
            fault_ = std::move(fault);
        }
    }

    void wait(waiter handler) {
        // Whoever waits may go on, on another thread, before this function has ended.
        const auto alive = shared_from_this();
        auto slot = asio::get_associated_cancellation_slot(handler);
        if (slot.is_connected()) {
            slot.assign([weak = weak_from_this()](asio::cancellation_type) {
                if (const auto self = weak.lock()) {
                    self->cancel_helpers();
                }
            });
        }
        {
            const std::lock_guard lock(mutex_);
            if (helping_ > 0) {
                waiter_.emplace(std::move(handler));
                return;
            }
        }
        // Not from here: whoever waits has not gone to sleep yet.
        asio::post(executor_, [handler = std::move(handler)]() mutable { resume(std::move(handler)); });
    }

    void on_helper_done(std::exception_ptr exception) {
        if (exception) {
            note(std::move(exception));
        }
        std::optional<waiter> resumed;
        {
            const std::lock_guard lock(mutex_);
            if (--helping_ == 0 && waiter_) {
                resumed.emplace(*std::move(waiter_));
                waiter_.reset();
            }
        }
        if (resumed) {
            resume(*std::move(resumed));
        }
    }

    static void resume(waiter handler) {
        auto executor = asio::get_associated_executor(handler);
        asio::dispatch(executor, std::move(handler));
    }

    asio::any_io_executor executor_;
    numbered_task task_;
    std::size_t count_;
    std::atomic<std::size_t> next_{0};
    std::atomic<bool> failed_{false};
    std::deque<asio::cancellation_signal> helpers_;  // the caller's alone

    std::mutex mutex_;  // guards the rest
    std::size_t helping_ = 0;
    std::optional<waiter> waiter_;
    std::size_t failed_number_ = 0;
    std::optional<error> fault_;
    std::exception_ptr exception_;
};

}  // namespace

asio::awaitable<result<void>> for_each_parallel(std::size_t count, int limit, numbered_task task) {
    if (count == 0) {
        co_return result<void>();
    }
    if (count == 1) {
        co_return co_await task(0);
    }
    auto executor = co_await asio::this_coro::executor;
    const bool throws_if_cancelled = co_await asio::this_coro::throw_if_cancelled();
    co_await asio::this_coro::throw_if_cancelled(false);
    const auto workers = std::make_shared<team>(std::move(executor), std::move(task), count);
    for (std::size_t i = 1; i < std::min(count, static_cast<std::size_t>(std::max(limit, 1))); ++i) {
        workers->add_helper();
    }
    try {
        co_await team::work_off(workers);
    } catch (...) {
        workers->note(std::current_exception());
    }
    if ((co_await asio::this_coro::cancellation_state).cancelled() != asio::cancellation_type::none) {
        workers->cancel_helpers();
    }
    co_await workers->helpers_done();
    co_await asio::this_coro::throw_if_cancelled(throws_if_cancelled);
    co_return workers->outcome();
}

}  // namespace mastra::client
