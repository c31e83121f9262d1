// Deleting traces with all that lies in their partitions.
#include "mastra/client/pages.hpp"
#include "mastra/client/parallel.hpp"
#include "stores/delete_items.hpp"
#include "stores/exact_items.hpp"
#include "stores/item_fields.hpp"
#include "stores/observability/span_entities.hpp"
#include "stores/observability/state.hpp"
#include "stores/observability/trace_items.hpp"
#include "stores/spill.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace mastra::stores {
namespace {

namespace asio = boost::asio;

constexpr std::size_t most_traces = 1000;

struct tenant {
    std::optional<std::string> organization_id;
    std::optional<std::string> resource_id;
};

/// The span that says whose a trace is: the root, else the one that started first.
const attribute_map* owner_span(const std::vector<attribute_map>& items) {
    const auto rank = [](const attribute_map& item) {
        return std::tuple(item.contains("parentSpanId"), text_of(item, "startedAt"), text_of(item, "spanId"));
    };
    const attribute_map* first = nullptr;
    for (const auto& item : items) {
        if (span_entity().owns(item) && (first == nullptr || rank(item) < rank(*first))) {
            first = &item;
        }
    }
    return first;
}

bool belongs_to(const std::vector<attribute_map>& items, const tenant& wanted) {
    if (!wanted.organization_id && !wanted.resource_id) {
        return true;
    }
    const attribute_map* owner = owner_span(items);
    const auto agrees = [&](const std::optional<std::string>& value, std::string_view name) {
        return !value || text_of(*owner, name) == value;
    };
    return owner != nullptr && agrees(wanted.organization_id, "organizationId") &&
           agrees(wanted.resource_id, "resourceId");
}

task<void> delete_trace(operation op, std::string trace_id, const tenant& wanted) {
    std::vector<std::string> attributes{"pk",           "sk",
                                        "parentSpanId", "startedAt",
                                        "spanId",       "organizationId",
                                        "resourceId",   "__edb_e__",
                                        "__edb_v__",    std::string(spill_attribute)};
    MASTRA_CO_TRY(const std::vector<attribute_map> items,
                  co_await read_partition(op, std::move(trace_id), std::move(attributes), expired_items::included));
    if (belongs_to(items, wanted)) {
        MASTRA_CO_CHECK(co_await delete_items(op, items));
    }
    co_return result<void>();
}

}  // namespace

task<void> observability_store::batch_delete_traces(std::vector<std::string> trace_ids,
                                                    std::optional<std::string> organization_id,
                                                    std::optional<std::string> resource_id,
                                                    store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    if (trace_ids.size() > most_traces) {
        co_return error(
            store_errc::invalid_argument,
            fmt::format("{} traces in one call; at most {} can be deleted at once", trace_ids.size(), most_traces));
    }
    for (const auto& trace_id : trace_ids) {
        MASTRA_CO_CHECK(check_id(waiting_mark_kind(), trace_record_id(trace_id)));
    }
    const operation op = state_->begin(options);
    const tenant wanted{std::move(organization_id), std::move(resource_id)};
    co_return co_await client::for_each_parallel(
        trace_ids.size(), op->config->max_parallel_requests,
        [&](std::size_t i) -> task<void> { return delete_trace(op, trace_ids[i], wanted); });
}

}  // namespace mastra::stores
