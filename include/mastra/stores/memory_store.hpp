// The memory domain: threads, their messages, and resources (contract section 3.1, all but observational memory).
#pragma once

#include "mastra/client/dynamodb_client.hpp"
#include "mastra/stores/date_range.hpp"
#include "mastra/stores/records.hpp"
#include "mastra/stores/store_config.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mastra::stores {

/// A partial change of a thread. What is not given stays.
struct thread_update {
    thread_update() = default;
    explicit thread_update(std::string id_, std::optional<std::string> title_ = {},
                           std::optional<json_text> metadata_ = {})
        : id(std::move(id_)), title(std::move(title_)), metadata(std::move(metadata_)) {}
    std::string id;
    std::optional<std::string> title;   ///< "" is a title
    std::optional<json_text> metadata;  ///< a JSON object, merged shallowly: {...old, ...new}
};

struct thread_query {
    thread_query() = default;
    std::optional<std::string> resource_id;  ///< empty: the threads of all resources (reads the whole table)
    std::vector<metadata_match> metadata;    ///< keys [A-Za-z_][A-Za-z0-9_]*, at most 128 characters
    stores::paging paging{0, 100};
    ordering order{sort_field::created_at, sort_direction::descending};
};

/// A message to show wherever it is, with its neighbours in its own thread.
struct message_include {
    std::string id;
    std::int64_t previous = 0;  ///< so many messages before it
    std::int64_t next = 0;      ///< and after it
};

struct message_filter {
    date_range created;
    std::vector<metadata_match> metadata;  ///< on content.metadata, scalars only
};

struct message_query {
    message_query() = default;
    std::vector<std::string> thread_ids;     ///< at least one; several give the union
    std::optional<std::string> resource_id;  ///< only messages of this resource; "" is no restriction
    message_filter filter;
    std::vector<message_include> include;
    stores::paging paging{0, 40};
    ordering order;
    /// false saves the count: total is then at least the number of rows up to the end of the page, and exact where a
    /// filter or an order made all rows be read anyway.
    bool include_total = true;
};

struct resource_message_query {
    resource_message_query() = default;
    std::string resource_id;
    message_filter filter;
    std::vector<message_include> include;
    stores::paging paging{0, 40};
    ordering order;
    bool include_total = true;
};

/// A partial change of a message. What is not given stays.
struct message_update {
    message_update() = default;
    std::string id;
    std::optional<std::string> thread_id;  ///< moves the message
    std::optional<std::string> resource_id;
    std::optional<std::string> role;
    std::optional<std::string> type;
    /// A JSON object merged into the content: {...old, ...new}, and its `metadata` one level deeper.
    std::optional<json_text> content;
};

/// What to take over when a thread is copied; filters are joined with "and".
struct thread_copy_request {
    thread_copy_request() = default;
    std::string source_thread_id;
    std::optional<std::string> new_thread_id;   ///< empty: a new uuid
    std::optional<std::string> resource_id;     ///< empty: the source's
    std::optional<std::string> title;           ///< empty: "Clone of <title>"
    std::optional<json_text> metadata;          ///< the source's metadata is not taken over
    std::optional<std::int64_t> message_limit;  ///< the most recent so many
    date_range created;                         ///< inclusive
    std::vector<std::string> message_ids;       ///< only these; empty: all
};
struct thread_copy {
    thread copy;
    std::vector<std::pair<std::string, std::string>> message_ids;  ///< source id -> new id, oldest first
};
struct thread_clone {
    thread clone;
    std::vector<message> messages;  ///< of the new thread, oldest first
    std::vector<std::pair<std::string, std::string>> message_ids;
};

/// Called with the current thread, maybe several times (once more after each conflict with another writer); returns the
/// metadata to merge, a JSON object, or nothing to leave the thread alone. Must not block.
using metadata_edit = std::function<std::optional<json_text>(const thread& current)>;

/// A handle; copies share the client, the settings, and the queues that join concurrent updates of one record.
/// Thread safety: any number of concurrent calls, from any thread. Lifetime: calls in flight keep the state alive.
///
/// Every operation: one deadline for all its requests (store_options::call); cancellation `terminal`: no further
/// request is sent. Common errors: those of dynamodb_client::async_send; invalid_argument, key_too_long and
/// key_unrepresentable for ids; resource_not_found and index_not_found when the table or an index is missing. Requests
/// sent are for the usual case: ids that differ from a stored one only in case, and ids with capital letters that are
/// not found, cost one more read (docs/formats/table-layout.md). Records with a TTL in the past are treated as absent
/// everywhere.
class memory_store {
public:
    /// Throws mastra::exception (invalid_argument) for an empty table name or a value outside its range.
    memory_store(client::dynamodb_client client, store_config config);

    [[nodiscard]] const store_config& config() const noexcept;
    [[nodiscard]] const client::dynamodb_client& client() const noexcept;

    // Threads.

    /// Empty when there is no such thread, or it belongs to another resource than `resource_id`. Requests sent: 1.
    [[nodiscard]] boost::asio::awaitable<result<std::optional<thread>>> get_thread_by_id(
        std::string thread_id, std::optional<std::string> resource_id = {}, store_options options = {}) const;

    /// Creates or replaces; what is not given is not kept. An absent title becomes "Thread <id>", as upstream writes
    /// it;
    /// "" stays "". Returns the thread as stored. Requests sent: 1.
    [[nodiscard]] boost::asio::awaitable<result<thread>> save_thread(thread value, store_options options = {}) const;

    /// Changes title and merges metadata; updated_at moves on. Returns the thread as stored.
    /// Requests sent: 1 for a title alone, else 2, and 1 more for each conflict; concurrent updates of one thread
    /// through this handle share them. Errors: thread_not_found, update_conflict (at the deadline).
    [[nodiscard]] boost::asio::awaitable<result<thread>> update_thread(thread_update change,
                                                                       store_options options = {}) const;

    /// Atomic across processes. Empty when there is no such thread (or it belongs to another resource). Requests sent:
    /// 2, and 1 more a conflict; 1 when `edit` changes nothing.
    [[nodiscard]] boost::asio::awaitable<result<std::optional<thread>>> update_thread_metadata(
        std::string thread_id, metadata_edit edit, std::optional<std::string> resource_id = {},
        store_options options = {}) const;

    /// Deletes the thread and all its messages, with their parts. Deleting an absent thread is no error. Not atomic:
    /// after an error some messages may be gone; call it again. Requests sent: the pages of the thread, one for each 25
    /// messages, 2.
    [[nodiscard]] boost::asio::awaitable<result<void>> delete_thread(std::string thread_id,
                                                                     store_options options = {}) const;

    /// Errors: invalid_page, invalid_argument (metadata keys). Requests sent: of one resource by created_at, a page,
    /// and a count of what it has not read; otherwise all pages of the resource or of the table.
    [[nodiscard]] boost::asio::awaitable<result<page_of<thread>>> list_threads(thread_query query,
                                                                               store_options options = {}) const;

    /// Copies a thread and its messages (new ids, same times) without returning them.
    /// Errors: thread_not_found, thread_exists.
    [[nodiscard]] boost::asio::awaitable<result<thread_copy>> copy_thread(thread_copy_request request,
                                                                          store_options options = {}) const;
    /// copy_thread, and the new messages with it.
    [[nodiscard]] boost::asio::awaitable<result<thread_clone>> clone_thread(thread_copy_request request,
                                                                            store_options options = {}) const;

    /// Gives the thread and all its messages to another resource; created_at is kept. The same owner: nothing is
    /// written. Idempotent: after an error call it again. Errors: thread_not_found.
    [[nodiscard]] boost::asio::awaitable<result<thread>> update_thread_resource_id(std::string thread_id,
                                                                                   std::string resource_id,
                                                                                   store_options options = {}) const;

    // Messages.

    /// Requests sent: 1 for a page by created_at, 1 more to count for the total what that page has not read; 1 and 2
    /// for each included message; all pages of the thread for a metadata filter or an order by updated_at. Errors:
    /// invalid_page, invalid_argument.
    [[nodiscard]] boost::asio::awaitable<result<page_of<message>>> list_messages(message_query query,
                                                                                 store_options options = {}) const;
    /// Over all threads of the resource (messages that lie in other resources' threads are not found: the table has no
    /// index for them). Requests sent: one list of threads and then as list_messages for each thread.
    [[nodiscard]] boost::asio::awaitable<result<page_of<message>>> list_messages_by_resource_id(
        resource_message_query query, store_options options = {}) const;

    /// The messages that exist, oldest first, each once. Requests sent: one for each 100 ids.
    [[nodiscard]] boost::asio::awaitable<result<std::vector<message>>> list_messages_by_id(
        std::vector<std::string> ids, store_options options = {}) const;

    /// Creates or replaces by id; created_at of a stored message is kept; the same id twice: the last one counts. Then
    /// updated_at of every thread concerned moves on, where the thread exists (it is not created). Returns what was
    /// stored. Nothing is written when any message is invalid (no id, thread_id, resource_id, role or content).
    /// Idempotent. Errors: invalid_argument, item_too_large; partly_saved with error_detail::saved_ids and unsaved_ids
    /// when a part of the batch could not be written; what was there before still exists. Requests sent: 2 for one
    /// message; for more one batch read for each 100, one batch write for each 25, one for each thread.
    [[nodiscard]] boost::asio::awaitable<result<std::vector<message>>> save_messages(std::vector<message> messages,
                                                                                     store_options options = {}) const;

    /// Returns the updated messages in the order of the first mention; unknown ids are left out. Atomic for each
    /// message. Requests sent: one batch read for each 100, one for each message, one for each thread concerned.
    [[nodiscard]] boost::asio::awaitable<result<std::vector<message>>> update_messages(
        std::vector<message_update> changes, store_options options = {}) const;

    /// Unknown ids are no error. Requests sent: one batch read for each 100, one batch write for each 25, one for each
    /// thread.
    [[nodiscard]] boost::asio::awaitable<result<void>> delete_messages(std::vector<std::string> ids,
                                                                       store_options options = {}) const;

    // Resources.

    /// Requests sent: 1.
    [[nodiscard]] boost::asio::awaitable<result<std::optional<resource>>> get_resource_by_id(
        std::string resource_id, store_options options = {}) const;
    /// Creates or replaces; created_at of a stored resource is kept, updated_at is the store's clock. Requests sent: 1.
    [[nodiscard]] boost::asio::awaitable<result<resource>> save_resource(resource value,
                                                                         store_options options = {}) const;
    /// Creates the resource when it is absent (metadata {}), else replaces working_memory where given and merges
    /// metadata. Requests sent: 2, and 1 more for each conflict; concurrent updates of one resource through this handle
    /// share them.
    [[nodiscard]] boost::asio::awaitable<result<resource>> update_resource(std::string resource_id,
                                                                           std::optional<std::string> working_memory,
                                                                           std::optional<json_text> metadata,
                                                                           store_options options = {}) const;

private:
    struct state;
    std::shared_ptr<const state> state_;
};

}  // namespace mastra::stores
