// The lists of messages: pages, totals, filters and includes (contract section 3.1, listMessages).
#include "mastra/client/parallel.hpp"
#include "stores/memory/message_reader.hpp"
#include "stores/memory/state.hpp"
#include "stores/memory/thread_reader.hpp"
#include "stores/metadata.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace mastra::stores {
namespace {

namespace asio = boost::asio;

/// A list in its general form: what list_messages and list_messages_by_resource_id have in common.
struct message_list {
    std::vector<std::string> thread_ids;
    std::optional<std::string> resource_id;
    message_filter filter;
    std::vector<message_include> include;
    stores::paging paging;
    ordering order;
    bool include_total = true;
    bool stop_when_all_returned = true;  ///< has_more is false once page and includes hold every message of the threads
};

bool is_blank(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); });
}

result<std::vector<std::string>> checked_thread_ids(const std::vector<std::string>& ids) {
    if (ids.empty() || std::any_of(ids.begin(), ids.end(), is_blank)) {
        return error(store_errc::invalid_argument, "threadId must be a non-empty string or array of non-empty strings");
    }
    std::vector<std::string> distinct;
    for (const auto& id : ids) {
        MASTRA_CHECK(check_id(thread_kind(), id));
        if (std::find(distinct.begin(), distinct.end(), id) == distinct.end()) {
            distinct.push_back(id);
        }
    }
    return distinct;
}

result<void> check_includes(const std::vector<message_include>& includes) {
    for (const auto& include : includes) {
        MASTRA_CHECK(check_id(message_kind(), include.id));
        if (include.previous < 0 || include.next < 0) {
            return error(store_errc::invalid_argument,
                         fmt::format("the numbers of neighbours of message {} must be >= 0", include.id));
        }
    }
    return {};
}

/// The page without its includes.
struct page_part {
    std::vector<message> messages;
    std::int64_t total = 0;
    bool has_more = false;
};

message_scope scope_of(const message_list& list) {
    return {list.resource_id, list.filter.created};
}

/// A metadata filter or another order than the index has: everything must be read.
task<page_part> filtered_page(operation op, message_list list, row_range rows) {
    MASTRA_CO_TRY(std::vector<message> all,
                  co_await read_everything(op, list.thread_ids, scope_of(list), list.filter.metadata, list.order));
    page_part part;
    const auto size = static_cast<std::int64_t>(all.size());
    const std::int64_t begin = std::min(rows.offset, size);
    const std::int64_t end = rows.count ? std::min(rows.offset + *rows.count, size) : size;
    part.messages.assign(std::make_move_iterator(all.begin() + begin), std::make_move_iterator(all.begin() + end));
    part.total = size;
    part.has_more = rows.count && end < size;
    co_return part;
}

/// The page, and the count of what it has not read: no row is paid for twice.
task<page_part> indexed_page(operation op, message_list list, row_range rows) {
    const bool counted = list.include_total && rows.count;
    MASTRA_CO_TRY(message_rows page,
                  co_await read_page(op, list.thread_ids, scope_of(list), rows, list.order.direction));
    page_part part;
    part.total = rows.offset + static_cast<std::int64_t>(page.messages.size());
    if (counted) {
        MASTRA_CO_TRY(const std::int64_t rest, co_await count_messages(op, std::move(page.rest)));
        part.total = page.seen + rest;
    }
    part.has_more = counted ? rows_follow(rows, part.total) : rows.count && page.has_more;
    part.messages = std::move(page.messages);
    co_return part;
}

task<page_part> read_part(operation op, const message_list& list, row_range rows) {
    if (rows.count == 0) {
        co_return page_part();
    }
    if (!list.filter.metadata.empty() || list.order.field != sort_field::created_at) {
        co_return co_await filtered_page(op, list, rows);
    }
    co_return co_await indexed_page(op, list, rows);
}

/// True when the result holds every message of the threads already.
bool all_returned(const message_list& list, const std::vector<message>& messages, std::int64_t total) {
    const std::set<std::string_view> asked(list.thread_ids.begin(), list.thread_ids.end());
    const auto returned = std::count_if(messages.begin(), messages.end(),
                                        [&](const message& m) { return asked.count(m.thread_id) != 0; });
    return returned >= total;
}

void merge_includes(std::vector<message>& page, std::vector<message> includes, const ordering& order) {
    std::set<std::string> seen;
    for (const auto& m : page) {
        seen.insert(m.id);
    }
    for (auto& m : includes) {
        if (seen.insert(m.id).second) {
            page.push_back(std::move(m));
        }
    }
    std::sort(page.begin(), page.end(), [&](const message& a, const message& b) { return comes_before(a, b, order); });
}

task<page_of<message>> read_list(operation op, message_list list) {
    MASTRA_CO_TRY(const row_range rows, rows_of(list.paging));
    MASTRA_CO_CHECK(check_matches(list.filter.metadata, match_values::scalars_only));
    MASTRA_CO_CHECK(check_includes(list.include));
    page_part part;
    std::vector<message> includes;
    MASTRA_CO_CHECK(
        co_await client::for_each_parallel(list.include.empty() ? 1 : 2, 2, [&](std::size_t i) -> task<void> {
            if (i == 0) {
                MASTRA_CO_TRY(part, co_await read_part(op, list, rows));
            } else {
                MASTRA_CO_TRY(includes, co_await read_includes(op, list.include, list.resource_id));
            }
            co_return result<void>();
        }));
    page_of<message> page;
    page.asked = list.paging;
    page.total = part.total;
    page.has_more = part.has_more;
    page.records = std::move(part.messages);
    merge_includes(page.records, std::move(includes), list.order);
    const bool total_known = list.include_total && list.filter.metadata.empty();
    if (list.stop_when_all_returned && total_known && all_returned(list, page.records, page.total)) {
        page.has_more = false;
    }
    co_return page;
}

std::optional<std::string> scope_or_none(std::optional<std::string> resource_id) {
    return resource_id && !resource_id->empty() ? std::move(resource_id) : std::nullopt;
}

}  // namespace

task<page_of<message>> memory_store::list_messages(message_query query, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    MASTRA_CO_TRY(std::vector<std::string> thread_ids, checked_thread_ids(query.thread_ids));
    message_list list;
    list.thread_ids = std::move(thread_ids);
    list.resource_id = scope_or_none(std::move(query.resource_id));
    list.filter = std::move(query.filter);
    list.include = std::move(query.include);
    list.paging = query.paging;
    list.order = query.order;
    list.include_total = query.include_total;
    co_return co_await read_list(state_->begin(options), std::move(list));
}

task<page_of<message>> memory_store::list_messages_by_resource_id(resource_message_query query,
                                                                  store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    if (is_blank(query.resource_id)) {
        co_return error(store_errc::invalid_argument, "resourceId is required");
    }
    const operation op = state_->begin(options);
    message_list list;
    MASTRA_CO_TRY(list.thread_ids, co_await thread_ids_of_resource(op, query.resource_id));
    list.resource_id = std::move(query.resource_id);
    list.filter = std::move(query.filter);
    list.include = std::move(query.include);
    list.paging = query.paging;
    list.order = query.order;
    list.include_total = query.include_total;
    list.stop_when_all_returned = false;
    co_return co_await read_list(op, std::move(list));
}

task<std::vector<message>> memory_store::list_messages_by_id(std::vector<std::string> ids,
                                                             store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    for (const auto& id : ids) {
        MASTRA_CO_CHECK(check_id(message_kind(), id));
    }
    const operation op = state_->begin(options);
    MASTRA_CO_TRY(auto found,
                  co_await find_items(op, message_kind(), to_record_ids(std::move(ids)), op->config->consistent_reads));
    std::vector<attribute_map> items;
    for (auto& [id, located] : found) {
        items.push_back(std::move(located.item));
    }
    MASTRA_CO_TRY(std::vector<message> messages, co_await decode_messages(op, std::move(items)));
    std::sort(messages.begin(), messages.end(),
              [](const message& a, const message& b) { return comes_before(a, b, ordering{}); });
    co_return messages;
}

}  // namespace mastra::stores
