// The scores domain: what scorers said about runs, and the lists of it (contract section 3.3).
#pragma once

#include "mastra/client/dynamodb_client.hpp"
#include "mastra/stores/records.hpp"
#include "mastra/stores/store_config.hpp"

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <optional>
#include <string>

namespace mastra::stores {

/// One score. Names are Mastra's; a "JSON object" that is not given stays away.
struct score {
    score() = default;
    std::string id;                  ///< 1 byte up to about 2,000 bytes; empty: save_score makes a uuid
    std::string scorer_id;           ///< not empty
    std::string run_id;              ///< not empty
    std::string entity_id;           ///< what was scored; "" is in no list by entity
    double value = 0;                ///< Mastra's `score`; finite
    std::string source;              ///< "LIVE" or "TEST"
    json_text scorer;                ///< a JSON object
    json_text entity;                ///< a JSON object
    json_text output;                ///< any JSON value
    std::optional<json_text> input;  ///< any JSON value
    std::optional<std::string> entity_type;

    // JSON objects.
    std::optional<json_text> metadata;
    std::optional<json_text> additional_context;
    std::optional<json_text> request_context;
    std::optional<json_text> preprocess_step_result;
    std::optional<json_text> extract_step_result;
    std::optional<json_text> analyze_step_result;

    std::optional<std::string> reason;
    std::optional<std::string> preprocess_prompt;
    std::optional<std::string> extract_prompt;
    std::optional<std::string> analyze_prompt;
    std::optional<std::string> reason_prompt;
    std::optional<std::string> generate_score_prompt;
    std::optional<std::string> generate_reason_prompt;

    // Where the run belongs. "" counts as absent.
    std::optional<std::string> trace_id;
    std::optional<std::string> span_id;
    std::optional<std::string> resource_id;
    std::optional<std::string> thread_id;

    // What upstream does not keep.
    std::optional<std::string> organization_id;
    std::optional<std::string> project_id;
    std::optional<std::string> batch_id;
    std::optional<std::string> dataset_id;
    std::optional<std::string> dataset_item_id;
    std::optional<bool> structured_output;

    timestamp created_at{};  ///< the epoch, which is the default: save_score takes the store's clock
    timestamp updated_at{};  ///< set by the store
    friend bool operator==(const score&, const score&) = default;
};

/// Which scores of a list are wanted: each value that is given must be equal, byte for byte.
struct score_query {
    score_query() = default;
    std::optional<std::string> entity_id;
    std::optional<std::string> entity_type;
    std::optional<std::string> source;
    std::optional<std::string> organization_id;
    std::optional<std::string> project_id;
    stores::paging paging;  ///< by default everything
};

/// A handle; copies share the client and the settings. Thread safety: any number of concurrent calls, from any thread.
/// Lifetime: calls in flight keep the state alive.
///
/// Every operation: one deadline for all its requests (store_options::call); cancellation `terminal`: no further
/// request is sent. Common errors: those of dynamodb_client::async_send; invalid_argument, key_too_long and
/// key_unrepresentable for ids; resource_not_found and index_not_found when the table or an index is missing. Scores
/// with a TTL in the past are treated as absent everywhere.
class scores_store {
public:
    /// Throws mastra::exception (invalid_argument) for an empty table name or a value outside its range.
    scores_store(client::dynamodb_client client, store_config config);

    [[nodiscard]] const store_config& config() const noexcept;
    [[nodiscard]] const client::dynamodb_client& client() const noexcept;

    /// Creates or replaces by id: the latest save holds, with everything it gives and nothing it does not. Returns the
    /// score as stored. Idempotent when the score has an id. Errors: invalid_argument (no scorer_id, run_id or scorer,
    /// a source that is neither LIVE nor TEST, a number that is not finite, an object that is none), item_too_large.
    /// Requests sent: 1; 2 for an id with capital letters.
    [[nodiscard]] boost::asio::awaitable<result<score>> save_score(score value, store_options options = {}) const;

    /// Empty when there is no such score. Requests sent: 1.
    [[nodiscard]] boost::asio::awaitable<result<std::optional<score>>> get_score_by_id(
        std::string id, store_options options = {}) const;

    // Lists, newest first (of one time the larger id first). The total counts all scores that match. Errors:
    // invalid_page; invalid_argument for an empty id. Requests sent: a page, and a count of
    // what it has not read, one more for every further MB; a filter makes DynamoDB read rows that are not shown.

    [[nodiscard]] boost::asio::awaitable<result<page_of<score>>> list_scores_by_scorer_id(
        std::string scorer_id, score_query query = {}, store_options options = {}) const;
    [[nodiscard]] boost::asio::awaitable<result<page_of<score>>> list_scores_by_run_id(
        std::string run_id, score_query query = {}, store_options options = {}) const;
    /// Give query.entity_type for the scores of one type, as Mastra always does.
    [[nodiscard]] boost::asio::awaitable<result<page_of<score>>> list_scores_by_entity_id(
        std::string entity_id, score_query query = {}, store_options options = {}) const;
    [[nodiscard]] boost::asio::awaitable<result<page_of<score>>> list_scores_by_span(std::string trace_id,
                                                                                     std::string span_id,
                                                                                     score_query query = {},
                                                                                     store_options options = {}) const;

private:
    struct state;
    std::shared_ptr<const state> state_;
};

}  // namespace mastra::stores
