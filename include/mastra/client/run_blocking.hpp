// For simple programs: run one asynchronous operation to its end on this thread.
#pragma once

#include "mastra/core/result.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <memory>
#include <optional>
#include <utility>

namespace mastra {

/// Runs `context` on this thread until `operation` is done, and returns what it gave.
/// `context` must be the one whose executor the client was made with, and nobody else may run it meanwhile.
/// Throws what the operation throws; mastra::exception with `stopped` when somebody stops the context first.
template <class T>
[[nodiscard]] T run_blocking(boost::asio::io_context& context, boost::asio::awaitable<T> operation) {
    struct outcome {
        std::exception_ptr failure;
        std::optional<T> value;
    };
    // Shared: a stopped context may run the rest of the operation later.
    auto ended = std::make_shared<std::optional<outcome>>();
    context.restart();
    boost::asio::co_spawn(context, std::move(operation), [ended](std::exception_ptr failure, T value) {
        *ended = outcome{failure, failure ? std::nullopt : std::optional<T>(std::move(value))};
    });
    while (!*ended && context.run_one() != 0) {
    }
    if (!*ended) {
        throw exception(error(client_errc::stopped));
    }
    if ((*ended)->failure) {
        std::rethrow_exception((*ended)->failure);
    }
    return std::move(*(*ended)->value);
}

}  // namespace mastra
