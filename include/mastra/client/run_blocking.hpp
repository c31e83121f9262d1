// For simple programs: run one asynchronous operation to its end on this thread.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>
#include <utility>

namespace mastra {

/// Runs `context` on this thread until `operation` is done, and returns what it gave.
/// `context` must be the one whose executor the client was made with, and nobody else may run it meanwhile.
template <class T> [[nodiscard]] T run_blocking(boost::asio::io_context& context, boost::asio::awaitable<T> operation) {
    std::optional<T> value;
    std::exception_ptr failure;
    context.restart();
    boost::asio::co_spawn(context, std::move(operation), [&](std::exception_ptr e, T v) {
        failure = e;
        value.emplace(std::move(v));
    });
    while (!value && context.run_one() != 0) {
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
    return *std::move(value);
}

}  // namespace mastra
