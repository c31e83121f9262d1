#include "mastra/calls/operations.hpp"
#include "mastra/calls/rendered.hpp"
#include "mastra/stores/clear.hpp"

#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <utility>
#include <vector>

namespace mastra::calls {
namespace {

using stores::store_options;

boost::asio::awaitable<std::string> describe_table(const client::dynamodb_client& client, std::string table_name,
                                                   client::call_options options) {
    protocol::describe_table_request request(std::move(table_name));
    return rendered(client.async_send(std::move(request), std::move(options), boost::asio::use_awaitable));
}

// What dangerouslyClearAll of each domain deletes.
struct domain {
    std::string_view operation;
    std::vector<std::string> entities;
};
std::array<domain, 4> domains() {
    return {domain{"clearMemory", {"thread", "message", "resource"}}, domain{"clearWorkflows", {"workflow_snapshot"}},
            domain{"clearScores", {"score"}},
            domain{"clearObservability", {"mdb_span", "mdb_span_update", "mdb_span_mark"}}};
}

}  // namespace

void add_table_operations(operation_table& table, const client::dynamodb_client& client,
                          const stores::store_config& config) {
    for (const auto& [operation, entities] : domains()) {
        table.emplace(operation, [client, config, entities = entities](const arguments&, const store_options& options) {
            return rendered(stores::clear_entities(client, config, entities, options.call));
        });
    }
    table.emplace("describeTable", [client, name = config.table_name](const arguments&, const store_options& options) {
        return describe_table(client, name, options.call);
    });
}

}  // namespace mastra::calls
