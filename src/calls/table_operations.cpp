#include "mastra/calls/operations.hpp"
#include "mastra/calls/rendered.hpp"

#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace mastra::calls {
namespace {

boost::asio::awaitable<std::string> describe_table(const client::dynamodb_client& client, std::string table_name) {
    protocol::describe_table_request request(std::move(table_name));
    client::call_options options;
    return rendered(client.async_send(std::move(request), std::move(options), boost::asio::use_awaitable));
}

}  // namespace

void add_table_operations(operation_table& table, const client::dynamodb_client& client,
                          const stores::store_config& config) {
    table.emplace("describeTable",
                  [client, name = config.table_name](const arguments&) { return describe_table(client, name); });
}

operation_table all_operations(const client::dynamodb_client& client, const stores::store_config& config) {
    operation_table table;
    add_memory_operations(table, client, config);
    add_workflow_operations(table, client, config);
    add_table_operations(table, client, config);
    return table;
}

}  // namespace mastra::calls
