// The stores by Mastra's method names, with JSON arguments and JSON results. Serves bindings to other languages.
#pragma once

#include "mastra/calls/arguments.hpp"
#include "mastra/client/dynamodb_client.hpp"
#include "mastra/stores/store_config.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <map>
#include <string>

namespace mastra::calls {

/// Begins one operation; the arguments are read before it returns. `options` are those of every store operation. What
/// comes is the member `"result":...` or
/// `"error":{code, kind, message, detail}` of an object (see rendered.hpp). Throws bad_arguments.
using begin_operation =
    std::function<boost::asio::awaitable<std::string>(const arguments& given, const stores::store_options& options)>;
using operation_table = std::map<std::string, begin_operation, std::less<>>;

/// getThreadById and so on. Mastra's callback of updateThreadMetadata has no JSON: that method is not there.
/// Each of these throws mastra::exception for a store_config that is out of range.
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
/// describeTable: the table's name and status. clearMemory, clearWorkflows, clearScores, clearObservability:
/// dangerouslyClearAll of a domain.
void add_table_operations(operation_table& table, const client::dynamodb_client& client,
                          const stores::store_config& config);

}  // namespace mastra::calls
