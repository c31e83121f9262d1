#include "mastra/stores/clear.hpp"

#include "stores/delete_items.hpp"
#include "stores/table_walk.hpp"

#include <utility>

namespace mastra::stores {
namespace {

protocol::scan_request scan_of(const std::vector<entity_kind>& kinds) {
    protocol::scan_request request;
    request.consistent_read = true;
    request.substitutions.names.emplace("#kind", "__edb_e__");
    std::string wanted;
    for (const entity_kind kind : kinds) {
        const std::string name = ":kind" + std::to_string(static_cast<int>(kind));
        wanted += (wanted.empty() ? "" : ", ") + name;
        request.substitutions.values.set(name, attribute_value(to_string(kind)));
    }
    request.filter_expression = "#kind IN (" + wanted + ")";
    return request;
}

}  // namespace

boost::asio::awaitable<result<void>> clear_kinds(client::dynamodb_client client, store_config config,
                                                 std::vector<entity_kind> kinds) {
    if (kinds.empty()) {
        co_return result<void>();
    }
    walk_context context{std::move(client), std::make_shared<const store_config>(std::move(config)), {}};
    protocol::scan_request request = scan_of(kinds);
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
