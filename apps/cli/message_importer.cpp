#include "cli/message_importer.hpp"

#include <fmt/format.h>

#include <utility>

namespace mastra::cli {
namespace {

constexpr std::size_t max_batch_messages = 100;
constexpr std::size_t max_batch_bytes = 8 * 1024 * 1024;
/// Bounds the memory of an import over very many threads; a thread that is forgotten is read once more.
constexpr std::size_t max_known_threads = 10'000;

}  // namespace

bool message_importer::is_full() const noexcept {
    return batch_.size() >= max_batch_messages || batch_bytes_ >= max_batch_bytes;
}

void message_importer::add(stores::message message) {
    batch_bytes_ += message.content.size();
    batch_.push_back(std::move(message));
}

boost::asio::awaitable<outcome<void>> message_importer::save(session& session) {
    if (batch_.empty()) {
        co_return outcome<void>();
    }
    for (const stores::message& message : batch_) {
        MASTRA_CO_CHECK(co_await ensure_thread(session, message));
    }
    const std::size_t count = batch_.size();
    batch_bytes_ = 0;
    MASTRA_CO_CHECK(co_await session.store().save_messages(std::exchange(batch_, {}), session.store_options()));
    saved_ += static_cast<std::int64_t>(count);
    co_return outcome<void>();
}

boost::asio::awaitable<outcome<void>> message_importer::ensure_thread(session& session,
                                                                      const stores::message& message) {
    if (known_threads_.contains(message.thread_id)) {
        co_return outcome<void>();
    }
    MASTRA_CO_TRY(const std::optional<stores::thread> found,
                  co_await session.store().get_thread_by_id(message.thread_id, {}, session.store_options()));
    if (!found && policy_ == missing_thread::refuse) {
        co_return failure(exit_status::not_found,
                          fmt::format("thread {} does not exist; --create-thread creates it", message.thread_id));
    }
    if (!found) {
        stores::thread thread;
        thread.id = message.thread_id;
        thread.resource_id = message.resource_id.value_or("");
        thread.created_at = thread.updated_at = message.created_at;
        MASTRA_CO_CHECK(co_await session.store().save_thread(std::move(thread), session.store_options()));
        ++threads_created_;
    }
    if (known_threads_.size() >= max_known_threads) {
        known_threads_.clear();
    }
    known_threads_.insert(message.thread_id);
    co_return outcome<void>();
}

}  // namespace mastra::cli
