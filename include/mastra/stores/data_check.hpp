// Looking at everything that is in the table: what is wrong, what is large, what is hot. Constant memory, bounded rate,
// to be continued after any end.
#pragma once

#include "mastra/client/dynamodb_client.hpp"
#include "mastra/stores/store_config.hpp"

#include <boost/asio/awaitable.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mastra::stores {

enum class data_fault {
    case_collision,    ///< ids that differ only in case: each has its item with us, upstream mixes them up
    shared_partition,  ///< an index partition of values that share its key: upstream lists them together
    ghost,             ///< an item without what every list of its kind goes by, such as a thread without resourceId
    orphan_part,       ///< part of an oversize value that no item points to: storage without use
    expired            ///< its time is over and it is still there
};
inline constexpr std::size_t data_fault_count = 5;
/// "case_collision" and so on.
[[nodiscard]] std::string_view to_string(data_fault fault) noexcept;
/// Ghosts, orphan parts and expired items can be removed without losing anything.
[[nodiscard]] bool is_removable(data_fault fault) noexcept;

struct data_finding {
    data_fault fault = data_fault::ghost;
    std::string entity;  ///< "thread"; "part" of parts
    std::string pk;
    std::string sk;          ///< empty for a whole partition of parts
    std::string what;        ///< one sentence, with the ids
    std::int64_t items = 1;  ///< how many items it is about
    bool removed = false;    ///< by this run
};

struct counted_items {
    std::int64_t items = 0;
    std::int64_t bytes = 0;  ///< by DynamoDB's item-size rules
};
struct sized_item {
    std::string pk;
    std::string sk;
    std::string entity;
    std::int64_t bytes = 0;
};
/// A partition with many items. Counted in bounded memory: the true number lies between the two.
struct hot_partition {
    std::string index;  ///< "gsi1", or "table"
    std::string partition_key;
    std::int64_t at_least = 0;
    std::int64_t at_most = 0;
};

struct data_report {
    /// By the entity's name; "part" for parts of oversize values, "other" for what no entity of ours owns.
    std::map<std::string, counted_items> kinds;
    std::array<std::int64_t, data_fault_count> found{};    ///< items, by data_fault
    std::array<std::int64_t, data_fault_count> removed{};  ///< items, by data_fault
    std::vector<sized_item> largest;                       ///< the largest first
    std::vector<hot_partition> hot;                        ///< the one with most items first; none with one item
    [[nodiscard]] counted_items all() const noexcept;
};

struct data_check_options {
    data_check_options() = default;
    /// The attribute that holds expiry times (epoch seconds). Empty: expired items are not looked for.
    std::string ttl_attribute;
    /// Read units a second; 0: no limit.
    double units_per_second = 0;
    /// How many of the largest items and hottest partitions are told. Range 0 to 100.
    std::size_t top = 10;
    /// Parts that were written later than so long ago may belong to an item that is just being written: they are not
    /// looked at. Range 0 s to 50 years.
    std::chrono::seconds part_grace = std::chrono::hours(24);
    /// Removes what is_removable() says, each item on condition that it is still as it was found.
    bool remove = false;
    /// data_check_progress::state of an earlier run, to go on from there. Empty: from the beginning.
    std::string state;
    /// Deadline and attempts of each page and of each further request, not of the whole.
    client::call_options call;
};

struct data_check_progress {
    data_check_progress() = default;
    data_report report;
    /// Goes on after all that is reported. Empty when the end of the table is reached.
    std::string state;
};
/// `found`: called for each finding, before the progress that counts it. `progressed`: after each page.
struct data_check_observer {
    data_check_observer() = default;
    std::function<void(const data_finding& finding)> found;
    std::function<void(const data_check_progress& progress)> progressed;
};

/// Reads the whole table once, eventually consistent, and judges every item. A finding may be given twice when a run
/// that was cut off is continued, never not at all.
/// Memory: a page, 2,000 counters of partitions, and a bounded memory of what was asked already.
/// Requests sent: 1 a page of 1 MB (fewer items with a rate); 1 for each 100 items with parts or with an id that
/// differs from another only in case; 1 for each index partition of a value with capital letters (it reads the
/// partition until another value is found); a second scan for each 1,000 orphan values; with `remove` 1 an item
/// removed. Errors: invalid_argument, invalid_cursor, and those of the client; the observer's last state goes on from
/// there. Cancellation: terminal; as after an error.
[[nodiscard]] boost::asio::awaitable<result<data_check_progress>> check_data(client::dynamodb_client client,
                                                                             store_config config,
                                                                             data_check_options options,
                                                                             data_check_observer observer = {});

}  // namespace mastra::stores
