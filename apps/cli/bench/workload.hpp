// What `bench` measures: the operations, and the data that they need.
#pragma once

#include "cli/session.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace mastra::cli {

/// The threads that the operations work on.
struct bench_data {
    bench_data() = default;  // no aggregate: GCC 12 destroys aggregates twice that are arguments of coroutines
    std::string thread_id;
    std::string resource_id;
    /// Saves are spread over so many threads of their own, as they are in practice: what is read does not change, and
    /// saves do not wait for each other to touch one thread.
    int saved_threads = 0;
    std::int64_t messages = 0;  ///< in the thread that is read
    std::int64_t message_bytes = 0;
};

/// One operation; `number` is a different one each time.
using bench_operation = std::function<boost::asio::awaitable<result<void>>(std::int64_t number)>;

struct bench_operation_row {
    std::string_view name;
    std::string_view description;
    bool writes;
    /// Whatever can be made beforehand is made here, once.
    outcome<bench_operation> (*make)(session& session, const bench_data& data);
};
[[nodiscard]] std::span<const bench_operation_row> bench_operation_table() noexcept;

/// Saves the thread and its messages.
[[nodiscard]] boost::asio::awaitable<outcome<void>> prepare_bench_data(session& session, bench_data data);
/// Deletes them, with what was measured into them.
[[nodiscard]] boost::asio::awaitable<outcome<void>> remove_bench_data(session& session, bench_data data);

}  // namespace mastra::cli
