// What a store needs to know besides its client, and what may be said of a single operation.
#pragma once

#include "mastra/client/call_options.hpp"
#include "mastra/stores/ttl.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace mastra::stores {

/// Set once, before the store is made.
struct store_config {
    /// The table, with the keys and indexes of stores/table.hpp. Not empty.
    std::string table_name;
    ttl_config ttl;
    /// Reads of single records see every write that finished before (1 read unit for each 4 kB instead of half a unit).
    /// Without it updates lose nothing either: their writes are conditional on what was read, and what was not found is
    /// looked for again. Lists are always eventually consistent.
    bool consistent_reads = true;
    /// The largest record accepted, in bytes of its attributes before compression. Default 32 MiB. Records that do not
    /// fit DynamoDB's 400 KB are compressed and, where needed, cut into parts.
    std::size_t max_record_bytes = 32 * 1024 * 1024;
    /// Requests of one store operation in flight at once. Default 16. Range 1 to 64.
    int max_parallel_requests = 16;
};

/// How one store operation is made.
struct store_options {
    store_options() = default;
    /// Deadline, attempts and observer of every request of the operation. The timeout covers the whole operation.
    client::call_options call;
    /// The lifetime of what is written, instead of ttl_rule::default_lifetime. Only where TTL is enabled for the kind.
    std::optional<std::chrono::seconds> lifetime;
};

}  // namespace mastra::stores
