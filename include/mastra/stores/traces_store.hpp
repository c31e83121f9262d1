// Legacy traces: spans in the layout that upstream declares and versions 0.x of Mastra wrote. Today's framework writes
// spans of another shape (observability_store.hpp).
#pragma once

#include "mastra/client/dynamodb_client.hpp"
#include "mastra/core/number.hpp"
#include "mastra/stores/date_range.hpp"
#include "mastra/stores/records.hpp"
#include "mastra/stores/store_config.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mastra::stores {

/// One legacy span. Several with one trace_id are a trace.
struct legacy_span {
    legacy_span() = default;
    std::string id;                             ///< 1 byte up to about 2,000 bytes
    std::optional<std::string> parent_span_id;  ///< none, or "", for the first span of a trace
    std::string name;                           ///< not empty
    std::string trace_id;                       ///< not empty
    std::string scope;                          ///< not empty
    std::int64_t kind = 0;
    std::optional<json_text> attributes;
    std::optional<json_text> status;
    std::optional<json_text> events;
    std::optional<json_text> links;
    std::optional<std::string> other;
    number start_time;  ///< Mastra gave microseconds since 1970; exact in JavaScript
    number end_time;
    timestamp created_at{};  ///< the epoch, which is the default: insert takes the store's clock
    timestamp updated_at{};  ///< set by the store
    friend bool operator==(const legacy_span&, const legacy_span&) = default;
};

/// Inclusive.
struct number_range {
    std::optional<number> from;
    std::optional<number> to;
};

/// All that is given must hold.
struct legacy_span_query {
    legacy_span_query() = default;
    std::optional<std::string> name;
    std::optional<std::string> scope;
    std::optional<std::string> trace_id;
    std::optional<std::string> parent_span_id;  ///< "" asks for the spans that have none
    std::vector<metadata_match> attributes;     ///< members of `attributes`; any key, compared as JSON values
    date_range created;
    number_range started;
    stores::paging paging{0, 100};
};

/// A handle; copies share the client and the settings. Thread safety: any number of concurrent calls, from any thread.
/// Lifetime: calls in flight keep the state alive.
///
/// Every operation: one deadline for all its requests (store_options::call); cancellation `terminal`: no further
/// request is sent. Common errors: those of dynamodb_client::async_send; invalid_argument, key_too_long and
/// key_unrepresentable for ids. Spans with a TTL in the past are treated as absent everywhere.
class traces_store {
public:
    /// Throws mastra::exception (invalid_argument) for an empty table name or a value outside its range.
    traces_store(client::dynamodb_client client, store_config config);

    [[nodiscard]] const store_config& config() const noexcept;

    /// Creates or replaces by id, as a whole; the same id twice: the last one counts. Nothing is written when any span
    /// is invalid. Idempotent: after an error any part may be stored, insert again. Requests sent: one batch read for
    /// each 100, one for each 25; one for each id that is oversize, has capital letters, or meets another such id.
    [[nodiscard]] boost::asio::awaitable<result<void>> batch_insert(std::vector<legacy_span> spans,
                                                                    store_options options = {}) const;

    /// Newest first, by the value of start_time, then by id. The index sorts numbers as text ("9" after "10"), so all
    /// keys of the name or scope are read and put in order here, and then the page; a range of start_time whose ends
    /// have equally many digits is all that is read. Errors: invalid_page. Requests sent: the pages of the name or
    /// scope, and one for each 100 spans of the page; with neither of them a scan of the table (there is no index by
    /// trace id).
    [[nodiscard]] boost::asio::awaitable<result<page_of<legacy_span>>> list(legacy_span_query query,
                                                                            store_options options = {}) const;

private:
    struct state;
    std::shared_ptr<const state> state_;
};

}  // namespace mastra::stores
