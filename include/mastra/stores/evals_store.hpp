// Evals: results of metrics, in the layout that upstream declares and older versions of Mastra wrote. Today's framework
// writes scores (scores_store.hpp).
#pragma once

#include "mastra/client/dynamodb_client.hpp"
#include "mastra/stores/date_range.hpp"
#include "mastra/stores/records.hpp"
#include "mastra/stores/store_config.hpp"

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mastra::stores {

/// What a metric said about one run. The layout has one eval a run.
struct eval {
    eval() = default;
    std::string run_id;  ///< 1 byte up to about 2,000 bytes
    std::string global_run_id;
    std::string agent_name;  ///< not empty
    std::string metric_name;
    std::string instructions;
    std::string input;
    std::string output;
    json_text result;                    ///< a JSON object: {score, info}
    std::optional<json_text> test_info;  ///< a JSON object; of a test: {testName, testPath}
    std::optional<json_text> metadata;   ///< a JSON object
    timestamp created_at{};              ///< the epoch, which is the default: save takes the store's clock
    timestamp updated_at{};              ///< set by the store
    friend bool operator==(const eval&, const eval&) = default;
};

enum class eval_type {
    test,  ///< its test_info has a testPath that is not null
    live   ///< any other
};

struct eval_query {
    eval_query() = default;
    std::optional<eval_type> type;
    date_range created;
    stores::paging paging;  ///< by default everything
};

/// A handle; copies share the client and the settings. Thread safety: any number of concurrent calls, from any thread.
/// Lifetime: calls in flight keep the state alive.
///
/// Every operation: one deadline for all its requests (store_options::call); cancellation `terminal`: no further
/// request is sent. Common errors: those of dynamodb_client::async_send; invalid_argument, key_too_long and
/// key_unrepresentable for ids; resource_not_found and index_not_found when the table or an index is missing. Evals
/// with a TTL in the past are treated as absent everywhere.
class evals_store {
public:
    /// Throws mastra::exception (invalid_argument) for an empty table name or a value outside its range.
    evals_store(client::dynamodb_client client, store_config config);

    [[nodiscard]] const store_config& config() const noexcept;
    [[nodiscard]] const client::dynamodb_client& client() const noexcept;

    /// Creates or replaces by run_id, as a whole. Idempotent. Returns the eval as stored. Errors: invalid_argument (no
    /// run_id or agent_name, an object that is none), item_too_large. Requests sent: 1; 2 for a run_id with capital
    /// letters.
    [[nodiscard]] boost::asio::awaitable<result<eval>> save_eval(eval value, store_options options = {}) const;

    /// The same for many, side by side; nothing is written when any of them is invalid. Of a run_id given twice the
    /// last one is saved. Returns what was stored, each run_id once at the place of its first mention. Errors: as
    /// above; partly_saved with error_detail::saved_ids and unsaved_ids (run ids) when some could not be written: save
    /// them again. Requests sent: 1 for each (conditional, so that no other run is overwritten; see save_eval).
    [[nodiscard]] boost::asio::awaitable<result<std::vector<eval>>> save_evals(std::vector<eval> values,
                                                                               store_options options = {}) const;

    /// Empty when there is no such eval. Requests sent: 1.
    [[nodiscard]] boost::asio::awaitable<result<std::optional<eval>>> get_eval_by_run_id(
        std::string run_id, store_options options = {}) const;

    /// Newest first; the total counts all that match. Errors: invalid_page; invalid_argument for an empty name.
    /// Requests sent: a page, and a count of what it has not read, one more for every further MB; with a type all
    /// pages of the agent in that time, because what a test is stands inside of test_info.
    [[nodiscard]] boost::asio::awaitable<result<page_of<eval>>> list_evals_by_agent_name(
        std::string agent_name, eval_query query = {}, store_options options = {}) const;

private:
    struct state;
    std::shared_ptr<const state> state_;
};

}  // namespace mastra::stores
