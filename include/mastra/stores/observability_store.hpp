// The observability domain: spans and the traces they form (contract section 3.4, spans). The layout of the items and
// what each access costs: docs/formats/spans.md.
#pragma once

#include "mastra/client/dynamodb_client.hpp"
#include "mastra/stores/date_range.hpp"
#include "mastra/stores/records.hpp"
#include "mastra/stores/span.hpp"
#include "mastra/stores/store_config.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mastra::stores {

/// A partial change of a span.
struct span_update {
    span_update() = default;
    span_update(std::string trace_id_, std::string span_id_, json_text changes_)
        : trace_id(std::move(trace_id_)), span_id(std::move(span_id_)), changes(std::move(changes_)) {}
    std::string trace_id;
    std::string span_id;
    /// A JSON object with Mastra's names (span.hpp). Each member replaces the field as a whole; null clears it; what is
    /// not given stays.
    json_text changes;
};

/// How many updates changed a stored span, and how many wait for theirs to be created.
struct span_update_report {
    std::int64_t applied = 0;
    std::int64_t waiting = 0;
};

/// All that is given must hold. In a list of traces it is about the root span, in a list of branches about the span
/// itself.
struct span_filter {
    date_range started;
    date_range ended;  ///< a running span is in no range
    std::optional<std::string> trace_id;
    std::optional<std::string> span_type;
#define MASTRA_SPAN_TEXT(member, name) std::optional<std::string> member;
#include "mastra/stores/span_fields.def"
    std::vector<metadata_match> scope;     ///< members of `scope`; any key, compared as JSON values
    std::vector<metadata_match> metadata;  ///< members of `metadata`
    std::vector<std::string> tags;         ///< all of them
    std::optional<span_status> status;
    std::optional<bool> has_child_error;  ///< whether any span of the trace, the root included, has an error
};

enum class span_sort_field { started_at, ended_at };
/// Ties are ordered by trace id and span id (bytes), in the same direction. By ended_at, running spans come first in
/// descending order and last in ascending order.
struct span_ordering {
    span_sort_field field = span_sort_field::started_at;
    sort_direction direction = sort_direction::descending;
};

struct span_query {
    span_query() = default;
    span_filter filter;
    stores::paging paging{0, 10};
    span_ordering order;
    /// false saves the count, which reads every matching row: total is then the number of rows up to the end of the
    /// page.
    bool include_total = true;
};

/// A handle; copies share the client and the settings.
/// Thread safety: any number of concurrent calls, from any thread. Lifetime: calls in flight keep the state alive.
///
/// Every operation: one deadline for all its requests (store_options::call); cancellation `terminal`: no further
/// request is sent. Common errors: those of dynamodb_client::async_send; invalid_argument (no trace id or span id),
/// key_too_long and key_unrepresentable for ids. Ids that differ in case are different ids. Expired spans (ttl kind
/// `trace`) are treated as absent everywhere. Requests sent grow by the parts of oversize values.
class observability_store {
public:
    /// Throws mastra::exception (invalid_argument) for an empty table name or a value outside its range.
    observability_store(client::dynamodb_client client, store_config config);

    [[nodiscard]] const store_config& config() const noexcept;

    /// Creates or replaces. created_at and updated_at become the store's clock. Requests sent: 2.
    [[nodiscard]] boost::asio::awaitable<result<void>> create_span(span value, store_options options = {}) const;

    /// Creates or replaces; the same span twice: the last one counts. Nothing is written when any span is invalid.
    /// Updates that other callers make meanwhile are kept, those that came before the span too. Idempotent; after an
    /// error any part may be stored: call it again. Requests sent: one for each 25 spans, one for each 100 traces; one
    /// for each oversize span.
    [[nodiscard]] boost::asio::awaitable<result<void>> batch_create_spans(std::vector<span> spans,
                                                                          store_options options = {}) const;

    /// batch_update_spans of one.
    [[nodiscard]] boost::asio::awaitable<result<span_update_report>> update_span(span_update change,
                                                                                 store_options options = {}) const;

    /// Each span's changes in their order, atomic for each span; updated_at moves on. Updates of a span that does not
    /// exist yet are kept and applied when it is created: an exporter may send them first. Nothing is written when any
    /// change is invalid (unknown or misspelt members, wrong types). Requests sent: one batch read for each 100, one
    /// for each span and one more a conflict; for those that wait 4 together.
    [[nodiscard]] boost::asio::awaitable<result<span_update_report>> batch_update_spans(
        std::vector<span_update> changes, store_options options = {}) const;

    /// Requests sent: 1.
    [[nodiscard]] boost::asio::awaitable<result<std::optional<span>>> get_span(std::string trace_id,
                                                                               std::string span_id,
                                                                               store_options options = {}) const;
    /// Those that exist, in the order asked for. Requests sent: one for each 100.
    [[nodiscard]] boost::asio::awaitable<result<std::vector<span>>> get_spans(std::string trace_id,
                                                                              std::vector<std::string> span_ids,
                                                                              store_options options = {}) const;
    /// The span without a parent; of several the one that started first. Requests sent: as get_trace.
    [[nodiscard]] boost::asio::awaitable<result<std::optional<span>>> get_root_span(std::string trace_id,
                                                                                    store_options options = {}) const;
    /// All spans by (started_at, span_id); empty when there is no such trace. Requests sent: 1 for each MB.
    [[nodiscard]] boost::asio::awaitable<result<std::vector<span>>> get_trace(std::string trace_id,
                                                                              store_options options = {}) const;
    /// get_trace without input, output, attributes, metadata, tags, links and what else a tree does not need: ids,
    /// name, type, times, error and entity are there. Costs the same read capacity, but ships a fraction.
    [[nodiscard]] boost::asio::awaitable<result<std::vector<span>>> get_structure(std::string trace_id,
                                                                                  store_options options = {}) const;
    /// A span and what is below it, `depth` levels (all when empty; 0: the span alone): the span first, then the others
    /// by (started_at, span_id). Empty when there is no such span. Requests sent: as get_trace.
    [[nodiscard]] boost::asio::awaitable<result<std::vector<span>>> get_branch(std::string trace_id,
                                                                               std::string span_id,
                                                                               std::optional<std::int64_t> depth = {},
                                                                               store_options options = {}) const;

    /// Root spans. Requests sent: by started_at without filters on scope, metadata, tags or has_child_error, one for
    /// each of 8 shards and the same again for the total (1 instead of 8 where the filter names a thread); else all
    /// pages of the range of started_at. Errors: invalid_page.
    [[nodiscard]] boost::asio::awaitable<result<page_of<span>>> list_traces(span_query query,
                                                                            store_options options = {}) const;
    /// Every span that somebody would look for by itself: runs of agents, workflows, processors and scorers, tool
    /// calls and ingestions, as a root or below another span. has_child_error is not looked at. Requests sent: as
    /// list_traces, twice as many without a thread or an entity in the filter; one chain of pages with trace_id.
    [[nodiscard]] boost::asio::awaitable<result<page_of<span>>> list_branches(span_query query,
                                                                              store_options options = {}) const;

    /// Deletes traces with all their spans. With an organization or a resource only those whose root span (or, without
    /// one, first span) has it. Unknown ids are no error. Not atomic: after an error call it again. Errors:
    /// invalid_argument for more than 1,000 ids. Requests sent: the pages of each trace, one for each 25 spans.
    [[nodiscard]] boost::asio::awaitable<result<void>> batch_delete_traces(
        std::vector<std::string> trace_ids, std::optional<std::string> organization_id = {},
        std::optional<std::string> resource_id = {}, store_options options = {}) const;

private:
    struct state;
    std::shared_ptr<const state> state_;
};

}  // namespace mastra::stores
