// Deleting what is older than it should be kept: bounded, at a bounded rate, and to be continued after any end.
// TTL (stores/ttl.hpp) is the cheaper way where the lifetime is known when an item is written: DynamoDB deletes for
// nothing then.
#pragma once

#include "mastra/client/dynamodb_client.hpp"
#include "mastra/stores/store_config.hpp"

#include <boost/asio/awaitable.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace mastra::stores {

/// Which time of an item tells its age.
enum class age_attribute { created_at, updated_at };

/// Items of one kind are kept so long.
struct retention_rule {
    retention_rule() = default;
    retention_rule(entity_kind of, std::chrono::seconds kept, age_attribute by = age_attribute::created_at)
        : kind(of), keep(kept), age(by) {}
    /// thread: with all its messages, whatever their age. message: of threads that stay, too. trace: spans as well,
    /// each by its own age.
    entity_kind kind = entity_kind::message;
    /// Range: 1 s to 50 years.
    std::chrono::seconds keep{0};
    age_attribute age = age_attribute::created_at;
};

struct prune_options {
    prune_options() = default;
    /// At least one, and at most one for each kind.
    std::vector<retention_rule> rules;
    /// Counts, and deletes nothing. The messages of threads are not counted.
    bool dry_run = false;
    /// Reads of the scan a second, in read units; 0: no limit.
    double read_units_per_second = 0;
    /// Items deleted a second; 0: no limit.
    double deletions_per_second = 0;
    /// Stops after the page with which so many items are deleted; 0: no limit.
    std::int64_t most_deletions = 0;
    /// prune_progress::state of an earlier run, to go on from there with its counts, and with its idea of now, so that
    /// both together delete what one would have deleted. Empty: from the beginning.
    std::string state;
    /// Deadline and attempts of each page and of each deletion, not of the whole.
    client::call_options call;
};

struct prune_counts {
    std::int64_t scanned = 0;
    /// By entity_kind. With dry_run: what would be deleted.
    std::array<std::int64_t, entity_kind_count> deleted{};
    [[nodiscard]] std::int64_t total() const noexcept;
};

struct prune_progress {
    prune_progress() = default;
    prune_counts counts;
    /// Goes on after all that is counted. Empty when the end of the table is reached.
    std::string state;
    [[nodiscard]] bool finished() const noexcept { return state.empty(); }
};
/// Called after each page, and on the client's executor; must not block long. What is counted is done.
using prune_observer = std::function<void(const prune_progress& progress)>;

/// Reads the whole table and deletes what the rules say. Each deletion is conditional on the item's age, so an item
/// that is written meanwhile stays. Of a thread first its messages are deleted and then, if it is still as old, the
/// thread: a thread that is written to in that moment stays and may lose messages. Deletes the parts of oversize items
/// too. Memory: one page of keys, whatever the size of the table. Requests sent: 1 a page of 1 MB read, 1 an item
/// deleted, and for threads also 1 read, 1 query and 1 for each 25 messages. Errors: invalid_argument, invalid_cursor
/// (a state of other rules or another table), and those of the client; the observer's last state goes on from there.
/// Cancellation: terminal; as after an error.
[[nodiscard]] boost::asio::awaitable<result<prune_progress>> prune(client::dynamodb_client client, store_config config,
                                                                   prune_options options, prune_observer observer = {});

}  // namespace mastra::stores
