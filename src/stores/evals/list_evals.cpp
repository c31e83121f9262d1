// The evals of an agent, newest first.
#include "stores/decode_items.hpp"
#include "stores/evals/eval_codec.hpp"
#include "stores/evals/state.hpp"
#include "stores/index_read.hpp"
#include "stores/time_bounds.hpp"

#include <algorithm>
#include <utility>

namespace mastra::stores {
namespace {

namespace asio = boost::asio;

attribute_map created_at(timestamp time) {
    return attribute_map{{"created_at", to_iso_string(time)}};
}

/// What no test lacks; the whole truth is inside of the JSON.
expression::condition may_be(eval_type type) {
    return type == eval_type::test ? expression::attr("test_info").contains("testPath") : expression::condition();
}

/// Empty when no time is in the range.
std::optional<model::query_builder> rows_of_agent(const operation& op, const std::string& agent_name,
                                                  const eval_query& query) {
    auto rows = eval_kind().entity().query("byAgent", attribute_map{{"agent_name", agent_name}});
    rows.where(not_expired(op, eval_kind()));
    if (query.type) {
        rows.where(may_be(*query.type));
    }
    if (query.created.start || query.created.end) {
        const std::optional<time_bounds> bounds = bounds_of(query.created);
        if (!bounds) {
            return std::nullopt;
        }
        rows.between(created_at(bounds->low), created_at(bounds->high));
    }
    return rows;
}

eval_type type_of(const eval& value) {
    const auto test_info = json_object::parse(value.test_info ? value.test_info->text() : "{}");
    const json_text* path = test_info.has_value() ? test_info->find("testPath") : nullptr;
    return path != nullptr && !path->is_null() ? eval_type::test : eval_type::live;
}

/// The type is known only after reading.
task<page_of<eval>> page_of_type(operation op, model::query_builder rows, eval_query query, row_range range) {
    MASTRA_CO_TRY(index_rows read, co_await read_rows(op, std::move(rows), row_range{}, sort_direction::descending));
    page_of<eval> page;
    page.asked = query.paging;
    MASTRA_CO_TRY(page.records, co_await decode_items<eval>(op, eval_kind(), std::move(read.rows), to_eval));
    std::erase_if(page.records, [&](const eval& value) { return type_of(value) != *query.type; });
    page.total = static_cast<std::int64_t>(page.records.size());
    page.has_more = rows_follow(range, page.total);
    const std::int64_t begin = std::min(range.offset, page.total);
    const std::int64_t end = range.count ? std::min(range.offset + *range.count, page.total) : page.total;
    page.records.erase(page.records.begin() + end, page.records.end());
    page.records.erase(page.records.begin(), page.records.begin() + begin);
    co_return page;
}

}  // namespace

task<page_of<eval>> evals_store::list_evals_by_agent_name(std::string agent_name, eval_query query,
                                                          store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    MASTRA_CO_TRY(const row_range range, rows_of(query.paging));
    if (agent_name.empty()) {
        co_return error(store_errc::invalid_argument, "agent_name must not be empty");
    }
    const operation op = state_->begin(options);
    page_of<eval> page;
    page.asked = query.paging;
    std::optional<model::query_builder> rows = rows_of_agent(op, agent_name, query);
    if (!rows) {
        co_return page;
    }
    if (query.type) {
        co_return co_await page_of_type(op, *std::move(rows), std::move(query), range);
    }
    MASTRA_CO_TRY(counted_rows read,
                  co_await read_counted_rows(op, *std::move(rows), range, sort_direction::descending));
    MASTRA_CO_TRY(page.records, co_await decode_items<eval>(op, eval_kind(), std::move(read.rows), to_eval));
    page.total = read.total;
    page.has_more = rows_follow(range, page.total);
    co_return page;
}

}  // namespace mastra::stores
