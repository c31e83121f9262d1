#include "stores/spill_io.hpp"

#include "mastra/client/batch.hpp"
#include "stores/item_fields.hpp"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <string>
#include <utility>

namespace mastra::stores {
namespace {

using part_data = std::map<std::string, std::string, std::less<>>;  ///< "pk sk" of a part to its bytes
enum class restored { yes, part_missing };

/// A rewritten item is read again so often before a missing part counts as lost.
constexpr int most_rereads = 3;

std::string part_name(const attribute_map& key) {
    return *key.find_string("pk") + ' ' + *key.find_string("sk");
}

task<part_data> fetch_parts(operation op, std::vector<attribute_map> keys) {
    part_data data;
    if (keys.empty()) {
        co_return data;
    }
    client::batch_get_spec spec;
    spec.table_name = op->table();
    spec.keys = std::move(keys);
    spec.consistent_read = true;
    MASTRA_CO_CHECK(check_not_cancelled(co_await boost::asio::this_coro::cancellation_state));
    MASTRA_CO_TRY(std::vector<attribute_map> parts, co_await client::batch_get(op->client, std::move(spec), op->call));
    for (auto& part : parts) {
        const attribute_value* bytes = part.find("data");
        if (bytes != nullptr && bytes->if_binary() != nullptr) {
            data.emplace(part_name(part), bytes->if_binary()->bytes);
        }
    }
    co_return data;
}

result<restored> restore_from(const item_kind& kind, attribute_map& item, const part_data& parts) {
    MASTRA_TRY(const std::vector<spill_pointer> pointers, spill_pointers(item));
    for (const auto& pointer : pointers) {
        std::string joined = pointer.data;
        for (const auto& key : part_keys(pointer)) {
            const auto part = parts.find(part_name(key));
            if (part == parts.end()) {
                return restored::part_missing;
            }
            joined += part->second;
        }
        MASTRA_CHECK(restore(kind, item, pointer, joined));
    }
    return restored::yes;
}

/// The item as it is now; empty when it is gone.
task<std::optional<attribute_map>> read_again(operation op, const attribute_map& item) {
    protocol::get_item_request request;
    request.table_name = op->table();
    request.key = key_of(item);
    request.consistent_read = true;
    MASTRA_CO_TRY(auto reply, co_await send(op, result<protocol::get_item_request>(std::move(request))));
    co_return std::move(reply.item);
}

task<std::optional<attribute_map>> restore_again(operation op, const item_kind& kind, attribute_map item) {
    for (int attempt = 0; attempt < most_rereads; ++attempt) {
        MASTRA_CO_TRY(std::optional<attribute_map> current, co_await read_again(op, item));
        if (!current) {
            co_return std::optional<attribute_map>();
        }
        item = *std::move(current);
        MASTRA_CO_TRY(const part_data parts, co_await fetch_parts(op, part_keys(item)));
        MASTRA_CO_TRY(const restored outcome, restore_from(kind, item, parts));
        if (outcome == restored::yes) {
            co_return item;
        }
    }
    const std::string* id = item.find_string("id");
    co_return error(store_errc::corrupt_record,
                    fmt::format("a part of {} {} is missing", kind.entity().name(), id ? *id : ""));
}

}  // namespace

task<void> write_parts(operation op, std::vector<attribute_map> parts) {
    if (parts.empty()) {
        co_return result<void>();
    }
    client::batch_write_spec spec;
    spec.table_name = op->table();
    spec.key_names = {"pk", "sk"};
    for (auto& part : parts) {
        part.set("writtenAt", op->now_text());  // so that parts of a write under way are not taken for orphans
        spec.writes.push_back(protocol::put_request{std::move(part)});
    }
    MASTRA_CO_CHECK(check_not_cancelled(co_await boost::asio::this_coro::cancellation_state));
    co_return co_await client::batch_write(op->client, std::move(spec), op->call);
}

boost::asio::awaitable<void> reclaim_parts(operation op, std::vector<attribute_map> keys) {
    if (keys.empty()) {
        co_return;
    }
    client::batch_write_spec spec;
    spec.table_name = op->table();
    spec.key_names = {"pk", "sk"};
    for (auto& key : keys) {
        spec.writes.push_back(protocol::delete_request{std::move(key)});
    }
    const std::size_t count = spec.writes.size();
    if (auto done = co_await client::batch_write(op->client, std::move(spec), op->call); done.has_error()) {
        op->client.config().logger.log(log_level::warning, [&] {
            return fmt::format("event=parts_not_reclaimed parts={} error=\"{}\"", count, done.error().code().message());
        });
    }
}

task<std::vector<attribute_map>> restore_items(operation op, const item_kind& kind, std::vector<attribute_map> items) {
    std::vector<attribute_map> keys;
    bool spilled = false;
    for (const auto& item : items) {
        spilled = spilled || item.contains(spill_attribute);
        for (auto& key : part_keys(item)) {
            keys.push_back(std::move(key));
        }
    }
    if (!spilled) {
        co_return items;
    }
    MASTRA_CO_TRY(const part_data parts, co_await fetch_parts(op, std::move(keys)));
    std::vector<attribute_map> whole;
    whole.reserve(items.size());
    for (auto& item : items) {
        MASTRA_CO_TRY(const restored outcome, restore_from(kind, item, parts));
        if (outcome == restored::yes) {
            whole.push_back(std::move(item));
            continue;
        }
        MASTRA_CO_TRY(std::optional<attribute_map> again, co_await restore_again(op, kind, std::move(item)));
        if (again) {
            whole.push_back(*std::move(again));
        }
    }
    co_return whole;
}

task<std::optional<attribute_map>> restore_item(operation op, const item_kind& kind, attribute_map item) {
    std::vector<attribute_map> items;
    items.push_back(std::move(item));
    MASTRA_CO_TRY(items, co_await restore_items(op, kind, std::move(items)));
    if (items.empty()) {
        co_return std::optional<attribute_map>();
    }
    co_return std::move(items.front());
}

}  // namespace mastra::stores
