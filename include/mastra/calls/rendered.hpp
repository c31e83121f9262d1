// The outcome of a store's operation as a member of a JSON object: `"result":...` or `"error":...`.
#pragma once

#include "mastra/core/result.hpp"
#include "mastra/calls/replies.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>
#include <type_traits>
#include <utility>

namespace mastra::calls {

/// `shape` makes JSON of what came.
template <class T>
boost::asio::awaitable<std::string> rendered(boost::asio::awaitable<result<T>> operation,
                                             std::string (*shape)(const T&)) {
    auto outcome = co_await std::move(operation);
    if (outcome.has_error()) {
        co_return "\"error\":" + to_json(outcome.error());
    }
    co_return "\"result\":" + shape(*outcome);
}

/// Results need an append_json that is declared before the call; nothing is null.
template <class T>
boost::asio::awaitable<std::string> rendered(boost::asio::awaitable<result<T>> operation) {
    auto outcome = co_await std::move(operation);
    if (outcome.has_error()) {
        co_return "\"error\":" + to_json(outcome.error());
    }
    std::string member = "\"result\":";
    if constexpr (std::is_void_v<T>) {
        member += "null";
    } else {
        append_json(member, *outcome);
    }
    co_return member;
}

}  // namespace mastra::calls
