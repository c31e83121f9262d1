#include "stores/delete_items.hpp"

#include "mastra/client/batch.hpp"
#include "stores/spill.hpp"

#include <utility>

namespace mastra::stores {
namespace {

void add_delete(client::batch_write_spec& spec, const attribute_map& item) {
    const attribute_value* pk = item.find("pk");
    const attribute_value* sk = item.find("sk");
    if (pk != nullptr && sk != nullptr) {
        spec.writes.push_back(protocol::delete_request{attribute_map{{"pk", *pk}, {"sk", *sk}}});
    }
    for (auto& key : part_keys(item)) {
        spec.writes.push_back(protocol::delete_request{std::move(key)});
    }
}

}  // namespace

task<void> delete_items(operation op, const std::vector<attribute_map>& items) {
    if (items.empty()) {
        co_return result<void>();
    }
    client::batch_write_spec spec;
    spec.table_name = op->table();
    spec.key_names = {"pk", "sk"};
    spec.max_parallel = op->config->max_parallel_requests;
    for (const auto& item : items) {
        add_delete(spec, item);
    }
    MASTRA_CO_CHECK(check_not_cancelled(co_await boost::asio::this_coro::cancellation_state));
    co_return co_await client::batch_write(op->client, std::move(spec), op->call);
}

}  // namespace mastra::stores
