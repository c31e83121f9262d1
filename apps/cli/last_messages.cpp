#include "cli/last_messages.hpp"

#include <algorithm>
#include <utility>

namespace mastra::cli {

boost::asio::awaitable<outcome<stores::page_of<stores::message>>> last_messages(session& session,
                                                                                stores::message_query query,
                                                                                std::int64_t count) {
    query.paging = {0, count};
    query.order = {stores::sort_field::created_at, stores::sort_direction::descending};
    query.include_total = false;
    MASTRA_CO_TRY(stores::page_of<stores::message> page,
                  co_await session.store().list_messages(std::move(query), session.store_options()));
    std::ranges::reverse(page.records);
    co_return page;
}

}  // namespace mastra::cli
