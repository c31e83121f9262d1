// From builders to sent requests.
#include "mastra/model/run.hpp"

#include "mastra/client/batch.hpp"
#include "mastra/client/pages.hpp"

#include <boost/asio/use_awaitable.hpp>

#include <iterator>
#include <utility>

namespace mastra::model {

namespace {

template <class Builder>
task<std::optional<attribute_map>> write(client::dynamodb_client client, std::string table, Builder builder,
                                         client::call_options options) {
    MASTRA_CO_TRY(auto request, builder.params(table));
    MASTRA_CO_TRY(auto reply,
                  co_await client.async_send(std::move(request), std::move(options), boost::asio::use_awaitable));
    co_return std::move(reply.attributes);
}

}  // namespace

task<std::optional<attribute_map>> run(client::dynamodb_client client, std::string table, get_builder get,
                                       client::call_options options) {
    MASTRA_CO_TRY(auto request, get.params(table));
    MASTRA_CO_TRY(auto reply,
                  co_await client.async_send(std::move(request), std::move(options), boost::asio::use_awaitable));
    co_return std::move(reply.item);
}

task<std::optional<attribute_map>> run(client::dynamodb_client client, std::string table, put_builder put,
                                       client::call_options options) {
    return write(std::move(client), std::move(table), std::move(put), std::move(options));
}
task<std::optional<attribute_map>> run(client::dynamodb_client client, std::string table, update_builder update,
                                       client::call_options options) {
    return write(std::move(client), std::move(table), std::move(update), std::move(options));
}
task<std::optional<attribute_map>> run(client::dynamodb_client client, std::string table, delete_builder erase,
                                       client::call_options options) {
    return write(std::move(client), std::move(table), std::move(erase), std::move(options));
}

task<void> run(client::dynamodb_client client, transaction_builder transaction, client::call_options options) {
    MASTRA_CO_TRY(auto request, transaction.params());
    MASTRA_CO_CHECK(co_await client.async_send(std::move(request), std::move(options), boost::asio::use_awaitable));
    co_return result<void>();
}

task<query_page> read_page(client::dynamodb_client client, std::string table, query_builder query,
                           client::call_options options) {
    MASTRA_CO_TRY(auto request, query.params(table));
    const auto wanted = static_cast<std::size_t>(request.limit.value_or(0));
    std::vector<attribute_map> items;
    const auto collect = [&items, wanted](protocol::page_response& page) {
        std::move(page.items.begin(), page.items.end(), std::back_inserter(items));
        return items.size() < wanted ? client::page_step::more : client::page_step::enough;
    };
    MASTRA_CO_TRY(auto last_key,
                  co_await client::visit_pages(std::move(client), std::move(request), collect, std::move(options)));
    if (wanted != 0 && items.size() > wanted) {
        items.resize(wanted);
        last_key = items.back();
    }
    query_page page{std::move(items), std::nullopt};
    if (last_key) {
        MASTRA_CO_TRY(page.next, query.cursor_after(*last_key));
    }
    co_return page;
}

task<std::vector<attribute_map>> read_all(client::dynamodb_client client, std::string table, query_builder query,
                                          client::call_options options) {
    MASTRA_CO_TRY(auto request, query.params(table));
    co_return co_await client::read_all(std::move(client), std::move(request), std::move(options));
}

task<std::vector<attribute_map>> get_all(client::dynamodb_client client, std::string table, entity entity,
                                         std::vector<attribute_map> composites, client::call_options options) {
    client::batch_get_spec spec;
    spec.table_name = std::move(table);
    for (const auto& one : composites) {
        MASTRA_CO_TRY(auto key, entity.key(one));
        spec.keys.push_back(std::move(key));
    }
    co_return co_await client::batch_get(std::move(client), std::move(spec), std::move(options));
}

task<void> put_all(client::dynamodb_client client, std::string table, entity entity, std::vector<attribute_map> records,
                   client::call_options options) {
    const auto& primary = entity.definition().access_patterns.front();
    client::batch_write_spec spec;
    spec.table_name = std::move(table);
    spec.key_names = {primary.partition_key.field, primary.sort_key.field};
    for (const auto& record : records) {
        MASTRA_CO_TRY(auto item, entity.to_item(record));
        spec.writes.emplace_back(protocol::put_request{std::move(item)});
    }
    co_return co_await client::batch_write(std::move(client), std::move(spec), std::move(options));
}

}  // namespace mastra::model
