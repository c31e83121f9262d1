// What the stores keep, as plain values: threads, messages, resources. Names are Mastra's in snake_case.
// Constructors instead of aggregates: docs/adr/0006-no-aggregates-as-arguments.md.
#pragma once

#include "mastra/core/json_text.hpp"
#include "mastra/core/timestamp.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mastra::stores {

/// A conversation. It belongs to one resource (usually a user).
struct thread {
    thread() = default;
    thread(std::string id_, std::string resource_id_, std::optional<std::string> title_,
           std::optional<json_text> metadata_, timestamp created_at_, timestamp updated_at_)
        : id(std::move(id_)),
          resource_id(std::move(resource_id_)),
          title(std::move(title_)),
          metadata(std::move(metadata_)),
          created_at(created_at_),
          updated_at(updated_at_) {}
    std::string id;           ///< 1 byte up to what a DynamoDB key holds (about 1,000 bytes)
    std::string resource_id;  ///< not empty
    std::optional<std::string> title;
    std::optional<json_text> metadata;  ///< a JSON object
    timestamp created_at{};
    timestamp updated_at{};
    friend bool operator==(const thread&, const thread&) = default;
};

/// One message of a thread.
struct message {
    message() = default;
    std::string id;  ///< 1 byte up to about 2,000 bytes
    std::string thread_id;
    std::optional<std::string> resource_id;  ///< saving requires one; old items may lack it
    std::string role;                        ///< "user", "assistant", "system", "tool"
    std::string type = "text";
    /// As stored: JSON text (`{"format":2,"parts":[...]}`), or a plain string in messages of format 1. Up to
    /// store_config::max_record_bytes.
    std::string content;
    std::optional<json_text> tool_call_ids;
    std::optional<json_text> tool_call_args;
    std::optional<json_text> tool_names;
    timestamp created_at{};
    timestamp updated_at{};  ///< set by the store
    friend bool operator==(const message&, const message&) = default;
};

/// What an agent keeps about a resource across its threads.
struct resource {
    resource() = default;
    resource(std::string id_, std::optional<std::string> working_memory_, std::optional<json_text> metadata_,
             timestamp created_at_, timestamp updated_at_)
        : id(std::move(id_)),
          working_memory(std::move(working_memory_)),
          metadata(std::move(metadata_)),
          created_at(created_at_),
          updated_at(updated_at_) {}
    std::string id;
    std::optional<std::string> working_memory;
    std::optional<json_text> metadata;  ///< a JSON object
    timestamp created_at{};
    timestamp updated_at{};
    friend bool operator==(const resource&, const resource&) = default;
};

/// How many rows of a list, and where they start. A row's number is page * per_page.
struct paging {
    std::int64_t page = 0;                 ///< from 0
    std::optional<std::int64_t> per_page;  ///< empty: everything (Mastra's `perPage: false`); then page must be 0
};

enum class sort_field { created_at, updated_at };
enum class sort_direction { ascending, descending };
/// Ties are ordered by id (bytes), in the same direction: pages never overlap or leave gaps.
struct ordering {
    sort_field field = sort_field::created_at;
    sort_direction direction = sort_direction::ascending;
};

/// One page of a list.
template <class Record>
struct page_of {
    std::vector<Record> records;
    /// All rows that match, over all pages. Where the count was not asked for: the rows up to the end of this page.
    std::int64_t total = 0;
    paging asked;
    bool has_more = false;
};

/// "this key of the JSON object has this value"; all of a list must hold.
struct metadata_match {
    std::string key;
    json_text value;
};

}  // namespace mastra::stores
