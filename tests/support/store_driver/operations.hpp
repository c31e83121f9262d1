// Mastra's method names to the stores' functions: one file a store adds its own.
#pragma once

#include "mastra/client/dynamodb_client.hpp"
#include "mastra/stores/store_config.hpp"
#include "support/store_driver/arguments.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <map>
#include <string>

namespace mastra::test {

// Begins one operation; the arguments are read before it returns. What comes is `"result":...` or `"error":...`.
// Throws bad_arguments and simdjson::simdjson_error.
using begin_operation = std::function<boost::asio::awaitable<std::string>(const arguments& given)>;
using operation_table = std::map<std::string, begin_operation, std::less<>>;

void add_memory_operations(operation_table& table, const client::dynamodb_client& client,
                           const stores::store_config& config);
void add_workflow_operations(operation_table& table, const client::dynamodb_client& client,
                             const stores::store_config& config);
void add_observability_operations(operation_table& table, const client::dynamodb_client& client,
                                  const stores::store_config& config);
void add_score_operations(operation_table& table, const client::dynamodb_client& client,
                          const stores::store_config& config);
void add_eval_operations(operation_table& table, const client::dynamodb_client& client,
                         const stores::store_config& config);
void add_trace_operations(operation_table& table, const client::dynamodb_client& client,
                          const stores::store_config& config);

}  // namespace mastra::test
