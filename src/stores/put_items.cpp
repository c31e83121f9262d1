#include "stores/put_items.hpp"

#include "mastra/client/batch.hpp"

#include <utility>

namespace mastra::stores {

task<void> put_items(operation op, std::vector<attribute_map> items) {
    if (items.empty()) {
        co_return result<void>();
    }
    client::batch_write_spec spec;
    spec.table_name = op->table();
    spec.key_names = {"pk", "sk"};
    spec.max_parallel = op->config->max_parallel_requests;
    for (auto& item : items) {
        spec.writes.push_back(protocol::put_request{std::move(item)});
    }
    MASTRA_CO_CHECK(check_not_cancelled(co_await boost::asio::this_coro::cancellation_state));
    co_return co_await client::batch_write(op->client, std::move(spec), op->call);
}

}  // namespace mastra::stores
