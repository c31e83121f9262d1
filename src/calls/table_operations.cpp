#include "mastra/calls/operations.hpp"
#include "mastra/calls/rendered.hpp"
#include "mastra/stores/clear.hpp"

#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <utility>
#include <vector>

namespace mastra::calls {
namespace {

boost::asio::awaitable<std::string> describe_table(const client::dynamodb_client& client, std::string table_name) {
    protocol::describe_table_request request(std::move(table_name));
    client::call_options options;
    return rendered(client.async_send(std::move(request), std::move(options), boost::asio::use_awaitable));
}

// What dangerouslyClearAll of each domain deletes.
struct domain {
    std::string_view operation;
    std::vector<stores::entity_kind> kinds;
};
std::array<domain, 3> domains() {
    using enum stores::entity_kind;
    return {domain{"clearMemory", {thread, message, resource}}, domain{"clearWorkflows", {workflow_snapshot}},
            domain{"clearScores", {score}}};
}

}  // namespace

void add_table_operations(operation_table& table, const client::dynamodb_client& client,
                          const stores::store_config& config) {
    for (const auto& [operation, kinds] : domains()) {
        table.emplace(operation, [client, config, kinds = kinds](const arguments&) {
            return rendered(stores::clear_kinds(client, config, kinds));
        });
    }
    table.emplace("describeTable",
                  [client, name = config.table_name](const arguments&) { return describe_table(client, name); });
}

operation_table all_operations(const client::dynamodb_client& client, const stores::store_config& config) {
    operation_table table;
    add_memory_operations(table, client, config);
    add_workflow_operations(table, client, config);
    add_score_operations(table, client, config);
    add_eval_operations(table, client, config);
    add_observability_operations(table, client, config);
    add_table_operations(table, client, config);
    return table;
}

}  // namespace mastra::calls
