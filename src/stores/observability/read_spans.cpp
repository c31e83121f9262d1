// Single spans, whole traces, and parts of them.
#include "stores/exact_items.hpp"
#include "stores/observability/span_codec.hpp"
#include "stores/observability/span_entities.hpp"
#include "stores/observability/state.hpp"
#include "stores/observability/trace_items.hpp"
#include "stores/config_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace mastra::stores {
namespace {

namespace asio = boost::asio;

result<void> check_trace(const std::string& trace_id) {
    return check_id(waiting_mark_kind(), trace_record_id(trace_id));
}

/// Spans of one trace by id, in the order of the ids.
task<std::vector<span>> spans_by_id(operation op, std::string trace_id, std::vector<std::string> span_ids) {
    std::vector<record_id> ids;
    for (const auto& span_id : span_ids) {
        ids.push_back(span_record_id(trace_id, span_id));
    }
    std::set<std::string> trace_ids;
    trace_ids.insert(trace_id);
    MASTRA_CO_TRY(found_spans found, co_await find_spans(op, ids, std::move(trace_ids), op->config->consistent_reads));
    std::vector<waiting_update> waiting;
    if (!found.marked_traces.empty()) {
        MASTRA_CO_TRY(waiting, co_await read_waiting(op, trace_id));
    }
    std::vector<attribute_map> items;
    for (const auto& id : ids) {
        if (const auto at = found.spans.find(id.text()); at != found.spans.end()) {
            items.push_back(at->second.item);
        }
    }
    co_return co_await decode_spans(op, std::move(items), std::move(waiting));
}

task<std::vector<span>> in_order(operation op, std::vector<attribute_map> items, std::vector<waiting_update> waiting) {
    MASTRA_CO_TRY(std::vector<span> spans, co_await decode_spans(op, std::move(items), std::move(waiting)));
    std::sort(spans.begin(), spans.end(), starts_before);
    co_return spans;
}

task<std::vector<span>> whole_trace(operation op, std::string trace_id) {
    MASTRA_CO_TRY(trace_items items, co_await read_trace(op, std::move(trace_id), {}));
    MASTRA_CO_TRY(std::vector<waiting_update> waiting, co_await decode_waiting(op, std::move(items.waiting)));
    co_return co_await in_order(op, std::move(items.spans), std::move(waiting));
}

/// What get_structure shows of a span, also where a waiting update brought more.
span light(span value) {
    span shown;
    shown.trace_id = std::move(value.trace_id);
    shown.span_id = std::move(value.span_id);
    shown.parent_span_id = std::move(value.parent_span_id);
    shown.name = std::move(value.name);
    shown.span_type = std::move(value.span_type);
    shown.is_event = value.is_event;
    shown.started_at = value.started_at;
    shown.ended_at = value.ended_at;
    shown.error = std::move(value.error);
    shown.entity_type = std::move(value.entity_type);
    shown.entity_id = std::move(value.entity_id);
    shown.entity_name = std::move(value.entity_name);
    shown.created_at = value.created_at;
    shown.updated_at = value.updated_at;
    return shown;
}

task<std::vector<span>> structure_of(operation op, std::string trace_id) {
    MASTRA_CO_TRY(trace_items items, co_await read_trace(op, trace_id, structure_attributes()));
    std::vector<waiting_update> waiting;
    if (!items.waiting.empty()) {
        MASTRA_CO_TRY(waiting, co_await read_waiting(op, std::move(trace_id)));  // whole: these are few
    }
    MASTRA_CO_TRY(std::vector<span> spans, co_await in_order(op, std::move(items.spans), std::move(waiting)));
    for (auto& value : spans) {
        value = light(std::move(value));
    }
    co_return spans;
}

/// The numbers of the span `anchor` and of what is below it, at most `depth` levels. A span that is its own ancestor
/// is met once.
std::vector<std::size_t> branch_of(const std::vector<span>& spans, std::size_t anchor,
                                   std::optional<std::int64_t> depth) {
    std::multimap<std::string, std::size_t> children;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        if (spans[i].parent_span_id) {
            children.emplace(*spans[i].parent_span_id, i);
        }
    }
    std::set<std::size_t> met{anchor};
    std::vector<std::size_t> level{anchor};
    for (std::int64_t below = 0; !level.empty() && (!depth || below < *depth); ++below) {
        std::vector<std::size_t> next;
        for (const std::size_t parent : level) {
            const auto [first, last] = children.equal_range(spans[parent].span_id);
            for (auto child = first; child != last; ++child) {
                if (met.insert(child->second).second) {
                    next.push_back(child->second);
                }
            }
        }
        level = std::move(next);
    }
    met.erase(anchor);
    std::vector<std::size_t> branch{anchor};
    branch.insert(branch.end(), met.begin(), met.end());  // spans are in order already
    return branch;
}

}  // namespace

observability_store::observability_store(client::dynamodb_client client, store_config config)
    : state_(std::make_shared<const state>(state{std::move(client), checked_config(std::move(config))})) {}

const store_config& observability_store::config() const noexcept {
    return *state_->config;
}

task<std::optional<span>> observability_store::get_span(std::string trace_id, std::string span_id,
                                                        store_options options) const {
    std::vector<std::string> ids;
    ids.push_back(std::move(span_id));
    MASTRA_CO_TRY(std::vector<span> found, co_await get_spans(std::move(trace_id), std::move(ids), std::move(options)));
    co_return found.empty() ? std::optional<span>() : std::optional<span>(std::move(found.front()));
}

task<std::vector<span>> observability_store::get_spans(std::string trace_id, std::vector<std::string> span_ids,
                                                       store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    MASTRA_CO_CHECK(check_trace(trace_id));
    for (const auto& span_id : span_ids) {
        MASTRA_CO_CHECK(check_id(span_kind(), span_record_id(trace_id, span_id)));
    }
    if (span_ids.empty()) {
        co_return std::vector<span>();
    }
    const operation op = state_->begin(options);
    co_return co_await spans_by_id(op, std::move(trace_id), std::move(span_ids));
}

task<std::optional<span>> observability_store::get_root_span(std::string trace_id, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    MASTRA_CO_CHECK(check_trace(trace_id));
    const operation op = state_->begin(options);
    MASTRA_CO_TRY(const std::vector<span> tree, co_await structure_of(op, trace_id));
    const auto root = std::find_if(tree.begin(), tree.end(), [](const span& s) { return !s.parent_span_id; });
    if (root == tree.end()) {
        co_return std::optional<span>();
    }
    std::vector<std::string> ids;
    ids.push_back(root->span_id);
    MASTRA_CO_TRY(std::vector<span> found, co_await spans_by_id(op, std::move(trace_id), std::move(ids)));
    co_return found.empty() ? std::optional<span>() : std::optional<span>(std::move(found.front()));
}

task<std::vector<span>> observability_store::get_trace(std::string trace_id, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    MASTRA_CO_CHECK(check_trace(trace_id));
    const operation op = state_->begin(options);
    co_return co_await whole_trace(op, std::move(trace_id));
}

task<std::vector<span>> observability_store::get_structure(std::string trace_id, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    MASTRA_CO_CHECK(check_trace(trace_id));
    const operation op = state_->begin(options);
    co_return co_await structure_of(op, std::move(trace_id));
}

task<std::vector<span>> observability_store::get_branch(std::string trace_id, std::string span_id,
                                                        std::optional<std::int64_t> depth,
                                                        store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    MASTRA_CO_CHECK(check_id(span_kind(), span_record_id(trace_id, span_id)));
    if (depth && *depth < 0) {
        co_return error(store_errc::invalid_argument, fmt::format("depth must be >= 0, not {}", *depth));
    }
    const operation op = state_->begin(options);
    MASTRA_CO_TRY(std::vector<span> spans, co_await whole_trace(op, std::move(trace_id)));
    const auto anchor = std::find_if(spans.begin(), spans.end(), [&](const span& s) { return s.span_id == span_id; });
    std::vector<span> branch;
    if (anchor != spans.end()) {
        for (const std::size_t i : branch_of(spans, static_cast<std::size_t>(anchor - spans.begin()), depth)) {
            branch.push_back(std::move(spans[i]));
        }
    }
    co_return branch;
}

}  // namespace mastra::stores
