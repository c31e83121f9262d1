#include "stores/memory/message_writer.hpp"

#include "mastra/client/batch.hpp"
#include "mastra/core/error_detail.hpp"
#include "stores/item_update.hpp"
#include "stores/record_codec.hpp"
#include "stores/spill_io.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

namespace mastra::stores {
namespace {

result<spilled_item> message_item(const operation& op, const placed_message& placed) {
    attribute_map attributes = to_attributes(placed.value);
    MASTRA_CHECK(set_ttl(op, message_kind(), attributes));
    MASTRA_TRY(attribute_map item, message_kind().entity().to_item(std::move(attributes), placed.form));
    auto fitted = fit(op, message_kind(), std::move(item));
    if (fitted.has_error()) {
        return fitted.error().with_context(fmt::format("message {}", placed.value.id));
    }
    return fitted;
}

std::set<std::string> ids_at(const std::vector<attribute_map>& keys,
                             const std::map<std::string, std::string>& id_by_partition) {
    std::set<std::string> ids;
    for (const auto& key : keys) {
        const std::string* partition = key.find_string("pk");
        const auto at = partition ? id_by_partition.find(*partition) : id_by_partition.end();
        if (at != id_by_partition.end()) {
            ids.insert(at->second);
        }
    }
    return ids;
}

std::set<std::string> all_ids(const std::map<std::string, std::string>& id_by_partition) {
    std::set<std::string> ids;
    for (const auto& [partition, id] : id_by_partition) {
        ids.insert(id);
    }
    return ids;
}

}  // namespace

task<save_report> write_messages(operation op, std::vector<placed_message> messages) {
    client::batch_write_spec spec;
    spec.table_name = op->table();
    spec.key_names = {"pk", "sk"};
    spec.max_parallel = op->config->max_parallel_requests;
    std::vector<attribute_map> parts;
    std::map<std::string, std::string> id_by_partition;
    for (const auto& placed : messages) {
        MASTRA_CO_TRY(spilled_item fitted, message_item(op, placed));
        id_by_partition.emplace(*fitted.item.find_string("pk"), placed.value.id);
        parts.insert(parts.end(), std::make_move_iterator(fitted.parts.begin()),
                     std::make_move_iterator(fitted.parts.end()));
        spec.writes.push_back(protocol::put_request{std::move(fitted.item)});
    }
    if (auto written = co_await write_parts(op, std::move(parts)); written.has_error()) {
        co_return save_report{all_ids(id_by_partition), std::move(written).error()};
    }
    MASTRA_CO_CHECK(check_not_cancelled(co_await boost::asio::this_coro::cancellation_state));
    auto written = co_await client::batch_write(op->client, std::move(spec), op->call);
    if (written.has_value()) {
        co_return save_report();
    }
    auto unsaved = ids_at(written.error().detail().unprocessed_keys, id_by_partition);
    co_return save_report{unsaved.empty() ? all_ids(id_by_partition) : std::move(unsaved), std::move(written).error()};
}

}  // namespace mastra::stores
