// Joins concurrent work on one record inside this process: whoever comes while a batch is under way joins the next one.
#pragma once

#include "stores/operation.hpp"

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/append.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/dispatch.hpp>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace mastra::stores {

/// Work is what one caller wants done; Outcome (default-constructible, made from an error) is what it gets.
/// Thread safety: any thread. Always held by shared_ptr; it lives until the last batch has ended.
template <class Work, class Outcome>
class coalescer : public std::enable_shared_from_this<coalescer<Work, Outcome>> {
public:
    /// Does a batch for one key: as many outcomes as works, in their order. Batches of one key never overlap.
    using run_batch =
        std::function<boost::asio::awaitable<std::vector<Outcome>>(std::string key, std::vector<Work> batch)>;

    coalescer(boost::asio::any_io_executor executor, run_batch run)
        : executor_(std::move(executor)), run_(std::move(run)) {}

    /// Cancellation (terminal): work that is not in a running batch yet is given up; else its outcome is awaited.
    boost::asio::awaitable<Outcome> submit(std::string key, Work work) {
        // No coroutine: a closure made in one would be destroyed twice (docs/adr/0006-no-aggregates-as-arguments.md).
        return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>&, void(Outcome)>(
            [self = this->shared_from_this()](auto handler, std::string wanted_key, Work wanted_work) {
                self->enqueue(std::move(wanted_key), std::move(wanted_work), std::move(handler));
            },
            boost::asio::use_awaitable, std::move(key), std::move(work));
    }

private:
    using outcome_handler = boost::asio::any_completion_handler<void(Outcome)>;
    struct waiting {
        Work work;
        outcome_handler handler;
        std::shared_ptr<std::atomic<bool>> cancelled;
    };

    void enqueue(std::string key, Work work, outcome_handler handler) {
        auto cancelled = std::make_shared<std::atomic<bool>>(false);
        auto slot = boost::asio::get_associated_cancellation_slot(handler);
        if (slot.is_connected()) {
            slot.assign([cancelled](boost::asio::cancellation_type) { *cancelled = true; });
        }
        bool first = false;
        {
            const std::lock_guard lock(mutex_);
            auto [at, inserted] = queues_.try_emplace(key);
            at->second.push_back(waiting{std::move(work), std::move(handler), std::move(cancelled)});
            first = inserted;
        }
        if (first) {
            boost::asio::co_spawn(executor_, work_off(this->shared_from_this(), std::move(key)), boost::asio::detached);
        }
    }

    /// Empty when nothing waits any more; then the key is free for a new worker.
    std::vector<waiting> take(const std::string& key) {
        const std::lock_guard lock(mutex_);
        const auto at = queues_.find(key);
        if (at->second.empty()) {
            queues_.erase(at);
            return {};
        }
        return std::exchange(at->second, {});
    }

    static void complete(waiting entry, Outcome outcome) {
        auto executor = boost::asio::get_associated_executor(entry.handler);
        boost::asio::dispatch(executor, boost::asio::append(std::move(entry.handler), std::move(outcome)));
    }

    static boost::asio::awaitable<void> work_off(std::shared_ptr<coalescer> self, std::string key) {
        for (auto batch = self->take(key); !batch.empty(); batch = self->take(key)) {
            std::vector<waiting> running;
            std::vector<Work> works;
            for (auto& entry : batch) {
                if (*entry.cancelled) {
                    complete(std::move(entry), Outcome(error(client_errc::cancelled)));
                    continue;
                }
                works.push_back(std::move(entry.work));
                running.push_back(std::move(entry));
            }
            if (running.empty()) {
                continue;
            }
            std::vector<Outcome> outcomes = co_await self->run_(key, std::move(works));
            for (std::size_t i = 0; i < running.size(); ++i) {
                complete(std::move(running[i]), std::move(outcomes[i]));
            }
        }
    }

    boost::asio::any_io_executor executor_;  // constant after construction
    run_batch run_;                          // constant after construction
    std::mutex mutex_;
    std::map<std::string, std::vector<waiting>> queues_;  // guarded by mutex_; a key is present while a worker has it
};

}  // namespace mastra::stores
