// Joins concurrent work on one record inside this process: whoever comes while a batch is under way joins the next one.
#pragma once

#include "stores/operation.hpp"

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/append.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mastra::stores {

/// One caller's share of a batch: what it wants done, and then what came of it. Thread safety: any thread; the outcome
/// is for one caller, once.
template <class Work, class Outcome>
class batch_share {
public:
    batch_share(Work work, boost::asio::any_io_executor executor)
        : work_(std::move(work)), executor_(std::move(executor)) {}

    /// The work is not wanted any more. Where a batch is doing it already, that goes on.
    void give_up() noexcept { given_up_ = true; }

    /// The outcome, if it is there already.
    [[nodiscard]] std::optional<Outcome> try_take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(outcome_, std::nullopt);
    }

private:
    template <class, class>
    friend class coalescer;
    using outcome_handler = boost::asio::any_completion_handler<void(Outcome)>;

    void wait(outcome_handler handler) {
        std::unique_lock lock(mutex_);
        if (!outcome_) {
            waiter_.emplace(std::move(handler));
            return;
        }
        Outcome outcome = *std::exchange(outcome_, std::nullopt);
        lock.unlock();
        // Not from here: whoever waits has not gone to sleep yet.
        boost::asio::post(executor_, [handler = std::move(handler), outcome = std::move(outcome)]() mutable {
            resume(std::move(handler), std::move(outcome));
        });
    }

    void settle(Outcome outcome) {
        std::unique_lock lock(mutex_);
        if (!waiter_) {
            outcome_ = std::move(outcome);
            return;
        }
        outcome_handler handler(*std::move(waiter_));
        waiter_.reset();
        lock.unlock();
        resume(std::move(handler), std::move(outcome));
    }

    static void resume(outcome_handler handler, Outcome outcome) {
        const auto executor = boost::asio::get_associated_executor(handler);
        boost::asio::dispatch(executor, boost::asio::append(std::move(handler), std::move(outcome)));
    }

    Work work_;  // the caller's until begin(), then the coalescer's
    std::atomic<bool> given_up_ = false;
    boost::asio::any_io_executor executor_;  // constant after construction
    std::mutex mutex_;                       // guards the rest
    std::optional<Outcome> outcome_;
    std::optional<outcome_handler> waiter_;
};

/// Work is what one caller wants done; Outcome (made from an error) is what it gets.
/// Thread safety: any thread. Always held by shared_ptr; it lives until the last batch has ended.
template <class Work, class Outcome>
class coalescer : public std::enable_shared_from_this<coalescer<Work, Outcome>> {
public:
    using share = batch_share<Work, Outcome>;
    using share_ptr = std::shared_ptr<share>;
    /// Does a batch for one key: as many outcomes as works, in their order. Batches of one key never overlap.
    using run_batch =
        std::function<boost::asio::awaitable<std::vector<Outcome>>(std::string key, std::vector<Work> batch)>;

    coalescer(boost::asio::any_io_executor executor, run_batch run)
        : executor_(std::move(executor)), run_(std::move(run)) {}

    /// Has the work done while the caller does something else. Never done inside this function.
    share_ptr begin(std::string key, Work work) {
        auto own = std::make_shared<share>(std::move(work), executor_);
        bool first = false;
        {
            const std::lock_guard lock(mutex_);
            auto [at, inserted] = queues_.try_emplace(key);
            at->second.push_back(own);
            first = inserted;
        }
        if (first) {
            // Not from here, which co_spawn would do: the caller may find out that there is nothing to be done.
            boost::asio::post(executor_, [self = this->shared_from_this(), key = std::move(key)]() mutable {
                const auto executor = self->executor_;
                boost::asio::co_spawn(executor, work_off(std::move(self), std::move(key)), boost::asio::detached);
            });
        }
        return own;
    }

    /// Waits for what was begun. Cancellation (terminal): work that is not in a running batch yet is given up; else its
    /// outcome is awaited.
    static boost::asio::awaitable<Outcome> outcome(share_ptr own) {
        // No coroutine: a closure made in one would be destroyed twice (docs/adr/0006-no-aggregates-as-arguments.md).
        return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>&, void(Outcome)>(
            [](typename share::outcome_handler handler, const share_ptr& awaited) {
                auto slot = boost::asio::get_associated_cancellation_slot(handler);
                if (slot.is_connected()) {
                    slot.assign([weak = std::weak_ptr(awaited)](boost::asio::cancellation_type) {
                        if (const auto alive = weak.lock()) {
                            alive->give_up();
                        }
                    });
                }
                awaited->wait(std::move(handler));
            },
            boost::asio::use_awaitable, std::move(own));
    }

    /// Both.
    boost::asio::awaitable<Outcome> submit(std::string key, Work work) {
        return outcome(begin(std::move(key), std::move(work)));
    }

private:
    /// Empty when nothing waits any more; then the key is free for a new worker.
    std::vector<share_ptr> take(const std::string& key) {
        const std::lock_guard lock(mutex_);
        const auto at = queues_.find(key);
        if (at->second.empty()) {
            queues_.erase(at);
            return {};
        }
        return std::exchange(at->second, {});
    }

    static boost::asio::awaitable<void> work_off(std::shared_ptr<coalescer> self, std::string key) {
        for (auto batch = self->take(key); !batch.empty(); batch = self->take(key)) {
            std::vector<share_ptr> running;
            std::vector<Work> works;
            for (auto& each : batch) {
                if (each->given_up_) {
                    each->settle(Outcome(error(client_errc::cancelled)));
                    continue;
                }
                works.push_back(std::move(each->work_));
                running.push_back(std::move(each));
            }
            if (running.empty()) {
                continue;
            }
            std::vector<Outcome> outcomes = co_await self->run_(key, std::move(works));
            for (std::size_t i = 0; i < running.size(); ++i) {
                running[i]->settle(std::move(outcomes[i]));
            }
        }
    }

    boost::asio::any_io_executor executor_;  // constant after construction
    run_batch run_;                          // constant after construction
    std::mutex mutex_;
    std::map<std::string, std::vector<share_ptr>> queues_;  // guarded by mutex_; a key is present while a worker has it
};

}  // namespace mastra::stores
