// The outcome of a store's operation as a member of a JSON object: `"result":...` or `"error":...`.
#pragma once

#include "mastra/core/result.hpp"
#include "mastra/calls/replies.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>
#include <type_traits>
#include <utility>

namespace mastra::calls {

/// Results need a to_json that is declared before the call.
template <class T>
boost::asio::awaitable<std::string> rendered(boost::asio::awaitable<result<T>> operation) {
    auto outcome = co_await std::move(operation);
    if (outcome.has_error()) {
        co_return "\"error\":" + to_json(outcome.error());
    }
    if constexpr (std::is_void_v<T>) {
        co_return "\"result\":null";
    } else {
        co_return "\"result\":" + to_json(*outcome);
    }
}

}  // namespace mastra::calls
