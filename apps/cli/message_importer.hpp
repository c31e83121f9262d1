// Saves messages in batches of bounded size, and sees to it that their threads exist.
#pragma once

#include "cli/session.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <unordered_set>
#include <vector>

namespace mastra::cli {

/// Collects messages and saves them when a batch is full. What has been saved stays saved.
class message_importer {
public:
    enum class missing_thread { refuse, create };
    explicit message_importer(missing_thread policy) : policy_(policy) {}

    [[nodiscard]] bool is_full() const noexcept;
    void add(stores::message message);
    /// Saves what was collected. Errors: not_found for a missing thread (nothing of the batch is saved then), and those
    /// of memory_store::save_messages. The session outlives the coroutine.
    [[nodiscard]] boost::asio::awaitable<outcome<void>> save(session& session);

    [[nodiscard]] std::int64_t saved() const noexcept { return saved_; }
    [[nodiscard]] std::int64_t threads_created() const noexcept { return threads_created_; }

private:
    [[nodiscard]] boost::asio::awaitable<outcome<void>> ensure_thread(session& session, const stores::message& message);

    missing_thread policy_;
    std::vector<stores::message> batch_;
    std::size_t batch_bytes_ = 0;
    std::unordered_set<std::string> known_threads_;
    std::int64_t saved_ = 0;
    std::int64_t threads_created_ = 0;
};

}  // namespace mastra::cli
