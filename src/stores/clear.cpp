#include "mastra/stores/clear.hpp"

#include "stores/delete_items.hpp"
#include "stores/table_walk.hpp"

#include <utility>

namespace mastra::stores {
namespace {

protocol::scan_request scan_of(const std::vector<std::string>& names) {
    protocol::scan_request request;
    request.consistent_read = true;
    request.substitutions.names.emplace_back("#entity", "__edb_e__");
    std::string wanted;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string value = ":entity" + std::to_string(i);
        wanted += (i == 0 ? "" : ", ") + value;
        request.substitutions.values.set(value, attribute_value(names[i]));
    }
    request.filter_expression = "#entity IN (" + wanted + ")";
    return request;
}

}  // namespace

boost::asio::awaitable<result<void>> clear_entities(client::dynamodb_client client, store_config config,
                                                    std::vector<std::string> names, client::call_options call) {
    co_await boost::asio::this_coro::throw_if_cancelled(false);
    if (names.empty()) {
        co_return result<void>();
    }
    walk_context context{std::move(client), std::make_shared<const store_config>(std::move(config)), std::move(call)};
    protocol::scan_request request = scan_of(names);
    table_walk walk(context, std::move(request), 0, std::nullopt);
    for (;;) {
        MASTRA_CO_TRY(std::optional<protocol::page_response> page, co_await walk.next());
        if (!page) {
            co_return result<void>();
        }
        MASTRA_CO_CHECK(co_await delete_items(context.begin(), page->items));
    }
}

}  // namespace mastra::stores
