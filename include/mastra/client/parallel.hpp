// Several coroutines at once, with a bound. Serves batches, listings and everything else that fans out.
#pragma once

#include "mastra/core/result.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <functional>

namespace mastra::client {

/// Makes the task with this number. The returned awaitable may refer to the caller's variables: for_each_parallel ends
/// only after every task has ended.
using numbered_task = std::function<boost::asio::awaitable<result<void>>(std::size_t number)>;

/// Runs the tasks 0 to count - 1, at most `limit` (>= 1) at once, in the order of their numbers. After an error or an
/// exception no further task is started; the error of the lowest-numbered failed task is returned when all running ones
/// have ended. Cancellation: passed on to every running task. Thread safety: tasks may run on several threads at once
/// if the executor does.
[[nodiscard]] boost::asio::awaitable<result<void>> for_each_parallel(std::size_t count, int limit, numbered_task task);

}  // namespace mastra::client
