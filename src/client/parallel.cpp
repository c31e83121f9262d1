#include "mastra/client/parallel.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <atomic>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace mastra::client {
namespace {

namespace asio = boost::asio;

struct shared_work {
    numbered_task task;
    std::size_t count = 0;
    std::atomic<std::size_t> next{0};
    std::atomic<bool> failed{false};
};

struct numbered_error {
    std::size_t number = 0;
    std::optional<error> fault;
};

/// Takes one number after the other until there are no more or somebody failed.
asio::awaitable<numbered_error> work_off(std::shared_ptr<shared_work> work) {
    co_await asio::this_coro::throw_if_cancelled(false);
    while (!work->failed) {
        const std::size_t number = work->next++;
        if (number >= work->count) {
            break;
        }
        if (auto done = co_await work->task(number); done.has_error()) {
            work->failed = true;
            co_return numbered_error{number, std::move(done).error()};
        }
    }
    co_return numbered_error{};
}

}  // namespace

asio::awaitable<result<void>> for_each_parallel(std::size_t count, int limit, numbered_task task) {
    if (count == 0) {
        co_return result<void>();
    }
    if (count == 1) {
        co_return co_await task(0);
    }
    auto work = std::make_shared<shared_work>();
    work->task = std::move(task);
    work->count = count;
    const auto executor = co_await asio::this_coro::executor;
    const std::size_t workers = std::min(count, static_cast<std::size_t>(std::max(limit, 1)));
    using operation = decltype(asio::co_spawn(executor, work_off(work), asio::deferred));
    std::vector<operation> operations;
    operations.reserve(workers);
    for (std::size_t i = 0; i < workers; ++i) {
        operations.push_back(asio::co_spawn(executor, work_off(work), asio::deferred));
    }
    auto [order, exceptions, faults] = co_await asio::experimental::make_parallel_group(std::move(operations))
                                           .async_wait(asio::experimental::wait_for_all(), asio::use_awaitable);
    for (const auto& exception : exceptions) {
        if (exception) {
            std::rethrow_exception(exception);
        }
    }
    numbered_error* first = nullptr;
    for (auto& fault : faults) {
        if (fault.fault && (first == nullptr || fault.number < first->number)) {
            first = &fault;
        }
    }
    if (first != nullptr) {
        co_return std::move(*first->fault);
    }
    co_return result<void>();
}

}  // namespace mastra::client
