// Mastra's method names to the memory store's functions.
#pragma once

#include "mastra/stores/memory_store.hpp"
#include "support/store_driver/arguments.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>
#include <string_view>

namespace mastra::test {

// Begins one operation; the arguments are read before this returns. What comes is `"result":...` or `"error":...`.
// The store must outlive it. Throws bad_arguments and simdjson::simdjson_error.
[[nodiscard]] boost::asio::awaitable<std::string> begin_operation(const stores::memory_store& store,
                                                                  std::string_view name, const arguments& given);

}  // namespace mastra::test
