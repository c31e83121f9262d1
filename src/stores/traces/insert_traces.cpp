// Inserting legacy spans: in batches where nothing is in the way, else one by one.
#include "mastra/client/parallel.hpp"
#include "mastra/core/limits.hpp"
#include "stores/config_check.hpp"
#include "stores/exact_items.hpp"
#include "stores/item_update.hpp"
#include "stores/put_items.hpp"
#include "stores/save_whole.hpp"
#include "stores/spill_io.hpp"
#include "stores/traces/legacy_span_codec.hpp"
#include "stores/traces/state.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

namespace mastra::stores {
namespace {

namespace asio = boost::asio;

result<void> check(const operation& op, const legacy_span& value) {
    MASTRA_CHECK(check_id(legacy_span_kind(), value.id));
    for (const auto& [name, text] :
         {std::pair("name", &value.name), std::pair("traceId", &value.trace_id), std::pair("scope", &value.scope)}) {
        if (text->empty()) {
            return error(store_errc::invalid_argument, fmt::format("legacy span {}: {} is required", value.id, name));
        }
    }
    // Keys and size: what cannot be stored is refused before anything is.
    auto item = to_item(legacy_span_kind(), to_attributes(value));
    if (item.has_error()) {
        return item.error().with_context(fmt::format("legacy span {}", value.id));
    }
    auto fitted = make_fit(legacy_span_kind(), *std::move(item), op->config->max_record_bytes);
    return fitted.has_error() ? fitted.error().with_context(fmt::format("legacy span {}", value.id)) : result<void>();
}

std::vector<legacy_span> completed(const operation& op, std::vector<legacy_span> spans) {
    std::map<std::string, std::size_t> positions;
    std::vector<legacy_span> distinct;
    for (auto& value : spans) {
        if (value.created_at == timestamp()) {
            value.created_at = op->now;
        }
        value.updated_at = op->now;
        const auto [at, inserted] = positions.emplace(value.id, distinct.size());
        if (inserted) {
            distinct.push_back(std::move(value));
        } else {
            distinct[at->second] = std::move(value);
        }
    }
    return distinct;
}

/// Spans whose place is their own and that fit an item as they are, and those that need a closer look.
struct insertion {
    std::vector<attribute_map> plain;
    std::vector<legacy_span> others;
};

result<insertion> plan(const operation& op, const places& found, std::vector<legacy_span> spans) {
    insertion planned;
    for (auto& value : spans) {
        attribute_map attributes = to_attributes(value);
        MASTRA_CHECK(set_ttl(op, legacy_span_kind(), attributes));
        MASTRA_TRY(attribute_map item, to_item(legacy_span_kind(), std::move(attributes)));
        const auto own = found.own.find(value.id);
        const bool has_parts = own != found.own.end() && own->second.item.contains(spill_attribute);
        const bool is_plain = legacy_span_kind().entity().is_canonical(record_id(value.id).composites()) &&
                              found.holders.count(value.id) == 0 && !has_parts &&
                              item_size(item) <= limits::max_item_bytes;
        if (is_plain) {
            planned.plain.push_back(std::move(item));
        } else {
            planned.others.push_back(std::move(value));
        }
    }
    return planned;
}

task<void> save_one(operation op, const legacy_span& value) {
    MASTRA_CO_CHECK(co_await save_whole(op, legacy_span_kind(), value.id, to_attributes(value)));
    co_return result<void>();
}

}  // namespace

traces_store::traces_store(client::dynamodb_client client, store_config config)
    : state_(std::make_shared<const state>(state{std::move(client), checked_config(std::move(config))})) {}

const store_config& traces_store::config() const noexcept {
    return *state_->config;
}

task<void> traces_store::batch_insert(std::vector<legacy_span> spans, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    const operation op = state_->begin(options);
    spans = completed(op, std::move(spans));
    std::vector<record_id> ids;
    for (const auto& value : spans) {
        MASTRA_CO_CHECK(check(op, value));
        ids.emplace_back(value.id);
    }
    if (spans.empty()) {
        co_return result<void>();
    }
    MASTRA_CO_TRY(const places found, co_await survey(op, legacy_span_kind(), std::move(ids), true));
    MASTRA_CO_TRY(insertion planned, plan(op, found, std::move(spans)));
    MASTRA_CO_CHECK(co_await put_items(op, std::move(planned.plain)));
    co_return co_await client::for_each_parallel(
        planned.others.size(), op->config->max_parallel_requests,
        [&](std::size_t i) -> task<void> { return save_one(op, planned.others[i]); });
}

}  // namespace mastra::stores
