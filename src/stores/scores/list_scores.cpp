// The four lists of scores, newest first.
#include "stores/decode_items.hpp"
#include "stores/index_read.hpp"
#include "stores/scores/score_codec.hpp"
#include "stores/scores/state.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace mastra::stores {
namespace {

namespace asio = boost::asio;

struct equality {
    std::string_view attribute;
    std::optional<std::string> score_query::*wanted;
};
constexpr std::array equalities{
    equality{"entityId", &score_query::entity_id},   equality{"entityType", &score_query::entity_type},
    equality{"source", &score_query::source},        equality{"organizationId", &score_query::organization_id},
    equality{"projectId", &score_query::project_id},
};

/// An access pattern and the values of its partition key.
struct score_list {
    score_list(std::string_view pattern_, attribute_map composites_)
        : pattern(pattern_), composites(std::move(composites_)) {}

    std::string_view pattern;
    attribute_map composites;
};

result<void> check_composites(const score_list& list) {
    for (const auto& [name, value] : list.composites) {
        if (value == attribute_value("")) {
            return error(store_errc::invalid_argument, fmt::format("{} must not be empty", name));
        }
    }
    return {};
}

/// The exact values count, not only the keys made of them: a key can be composed in more than one way, and differs in
/// case from none.
model::query_builder rows_of_list(const operation& op, const score_list& list, const score_query& query) {
    auto rows = score_kind().entity().query(list.pattern, list.composites);
    rows.where(not_expired(op, score_kind()));
    for (const auto& [attribute, wanted] : equalities) {
        if (query.*wanted) {
            rows.where(expression::attr(std::string(attribute)) == attribute_value(*(query.*wanted)));
        }
    }
    return rows;
}

task<page_of<score>> read_list(operation op, score_list list, score_query query) {
    MASTRA_CO_TRY(const row_range range, rows_of(query.paging));
    MASTRA_CO_CHECK(check_composites(list));
    MASTRA_CO_TRY(counted_rows read,
                  co_await read_counted_rows(op, rows_of_list(op, list, query), range, sort_direction::descending));
    page_of<score> page;
    page.asked = query.paging;
    MASTRA_CO_TRY(page.records, co_await decode_items<score>(op, score_kind(), std::move(read.rows), to_score));
    page.total = read.total;
    page.has_more = rows_follow(range, page.total);
    co_return page;
}

}  // namespace

task<page_of<score>> scores_store::list_scores_by_scorer_id(std::string scorer_id, score_query query,
                                                            store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    score_list list("byScorer", attribute_map{{"scorerId", std::move(scorer_id)}});
    co_return co_await read_list(state_->begin(options), std::move(list), std::move(query));
}

task<page_of<score>> scores_store::list_scores_by_run_id(std::string run_id, score_query query,
                                                         store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    score_list list("byRun", attribute_map{{"runId", std::move(run_id)}});
    co_return co_await read_list(state_->begin(options), std::move(list), std::move(query));
}

task<page_of<score>> scores_store::list_scores_by_entity_id(std::string entity_id, score_query query,
                                                            store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    score_list list("byEntityData", attribute_map{{"entityId", std::move(entity_id)}});
    co_return co_await read_list(state_->begin(options), std::move(list), std::move(query));
}

task<page_of<score>> scores_store::list_scores_by_span(std::string trace_id, std::string span_id, score_query query,
                                                       store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    score_list list("bySpan", attribute_map{{"spanId", std::move(span_id)}, {"traceId", std::move(trace_id)}});
    co_return co_await read_list(state_->begin(options), std::move(list), std::move(query));
}

}  // namespace mastra::stores
