#include "cli/command.hpp"
#include "cli/json_output.hpp"
#include "cli/table_state.hpp"
#include "cli/terminal_text.hpp"

#include <fmt/format.h>

namespace mastra::cli {
namespace {

std::string_view billing_name(protocol::billing_mode mode) {
    return mode == protocol::billing_mode::pay_per_request ? "on demand" : "provisioned";
}

json_text json_of_index(const protocol::index_description& index) {
    json_object_builder object;
    object.add("name", index.index_name).add("status", index.status).add("partitionKey", index.keys.partition_key);
    object.add("sortKey", index.keys.sort_key).add("itemCount", index.item_count);
    return object.add("sizeBytes", index.size_bytes).done();
}

json_text json_of_table(const protocol::table_description& table, const protocol::describe_time_to_live_response& ttl) {
    std::vector<json_text> indexes;
    for (const auto& index : table.global_secondary_indexes) {
        indexes.push_back(json_of_index(index));
    }
    json_object_builder object;
    object.add("table", table.table_name).add("status", table.status).add("arn", table.arn);
    object.add("billing", billing_name(table.billing_mode)).add("deletionProtection", table.deletion_protection);
    object.add("itemCount", table.item_count).add("sizeBytes", table.size_bytes);
    object.add("timeToLive",
               json_object_builder().add("status", ttl.status).add("attribute", ttl.attribute_name).done());
    return object.add("indexes", indexes).done();
}

std::string text_of_table(const protocol::table_description& table,
                          const protocol::describe_time_to_live_response& ttl) {
    std::string text =
        fmt::format("table {}: {}, {}, {} items, {} bytes (DynamoDB counts every six hours)\n", table.table_name,
                    table.status, billing_name(table.billing_mode), table.item_count, table.size_bytes);
    text += fmt::format("deletion protection: {}\n", table.deletion_protection ? "on" : "off");
    text += fmt::format("time to live: {}{}\n", ttl.status.empty() ? "DISABLED" : ttl.status,
                        ttl.attribute_name ? " by attribute " + *ttl.attribute_name : "");
    text_table rows({"INDEX", "STATUS", "ITEMS", "BYTES", "KEYS"});
    for (const auto& index : table.global_secondary_indexes) {
        rows.add({index.index_name, index.status, std::to_string(index.item_count), std::to_string(index.size_bytes),
                  fmt::format("{}, {}", index.keys.partition_key, index.keys.sort_key.value_or("-"))});
    }
    return text + rows.to_text(terminal_width());
}

class table_describe final : public command {
public:
    void declare(CLI::App&) override {}

    boost::asio::awaitable<outcome<exit_status>> run(session& session) override {
        MASTRA_CO_TRY(const std::string name, session.table());
        MASTRA_CO_TRY(const protocol::table_description table, co_await describe_table(session, name));
        MASTRA_CO_TRY(const auto ttl, co_await describe_ttl(session, name));
        session.show([&] { return json_of_table(table, ttl); }, [&] { return text_of_table(table, ttl); });
        co_return exit_status::ok;
    }
};

}  // namespace

std::unique_ptr<command> make_table_describe() {
    return std::make_unique<table_describe>();
}

}  // namespace mastra::cli
