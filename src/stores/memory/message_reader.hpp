// Reading messages of threads: the parts that the lists are made of.
#pragma once

#include "stores/exact_items.hpp"
#include "stores/index_read.hpp"
#include "stores/operation.hpp"
#include "mastra/stores/memory_store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mastra::stores {

/// Which messages of a thread are meant.
struct message_scope {
    std::optional<std::string> resource_id;  ///< only this resource's
    date_range created;
};

/// The index query for the messages of one thread; a range that no time can be in gives an empty optional.
[[nodiscard]] std::optional<model::query_builder> thread_messages(const operation& op, const std::string& thread_id,
                                                                  const message_scope& scope);

/// Items to messages, oversize content restored, stubs left out; the order stays.
[[nodiscard]] task<std::vector<message>> decode_messages(operation op, std::vector<attribute_map> items);

/// (created_at or updated_at, id), in the direction asked for.
[[nodiscard]] bool comes_before(const message& a, const message& b, const ordering& order);

/// The rows of a range over several threads, in order, and what follows.
struct message_rows {
    std::vector<message> messages;
    bool has_more = false;
    std::int64_t seen = 0;                   ///< as index_rows, over all threads
    std::vector<model::query_builder> rest;  ///< one for each thread that was not read to its end
};
/// Requests sent: 1 a thread (and more as index_read.hpp says).
[[nodiscard]] task<message_rows> read_page(operation op, std::vector<std::string> thread_ids, message_scope scope,
                                           row_range range, sort_direction direction);
/// All messages that match, in order. Requests sent: all pages of all threads.
[[nodiscard]] task<std::vector<message>> read_everything(operation op, std::vector<std::string> thread_ids,
                                                         message_scope scope, std::vector<metadata_match> metadata,
                                                         ordering order);
/// Of these queries. Requests sent: one count a query and MB.
[[nodiscard]] task<std::int64_t> count_messages(operation op, std::vector<model::query_builder> queries);

/// The included messages and their neighbours, each once, in no order. Unknown ids and, with a resource, those of
/// others are left out. Requests sent: one batch read, and up to two limited queries for each include.
[[nodiscard]] task<std::vector<message>> read_includes(operation op, std::vector<message_include> includes,
                                                       std::optional<std::string> resource_id);

}  // namespace mastra::stores
