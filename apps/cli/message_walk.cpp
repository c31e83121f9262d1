#include "cli/message_walk.hpp"

#include <algorithm>
#include <utility>

namespace mastra::cli {

message_walk::message_walk(std::string thread_id, std::optional<std::string> resource_id, stores::date_range range,
                           std::int64_t batch_size)
    : batch_size_(batch_size) {
    query_.thread_ids = {std::move(thread_id)};
    query_.resource_id = std::move(resource_id);
    query_.filter.created = range;
    query_.include_total = false;
}

boost::asio::awaitable<outcome<std::vector<stores::message>>> message_walk::next(session& session) {
    std::vector<stores::message> batch;
    if (ended_) {
        co_return batch;
    }
    const std::int64_t asked = batch_size_ + static_cast<std::int64_t>(seen_.size());
    query_.paging = {0, asked};
    MASTRA_CO_TRY(auto page, co_await session.store().list_messages(query_, session.store_options()));
    ended_ = !page.has_more;
    batch = std::move(page.records);
    std::erase_if(batch, [this](const stores::message& message) { return std::ranges::count(seen_, message.id) > 0; });
    remember(batch);
    co_return batch;
}

void message_walk::remember(const std::vector<stores::message>& batch) {
    if (batch.empty()) {
        return;
    }
    const timestamp last = batch.back().created_at;
    if (query_.filter.created.start != last) {
        seen_.clear();
        query_.filter.created.start = last;
        query_.filter.created.start_exclusive = false;
    }
    for (const stores::message& message : batch) {
        if (message.created_at == last) {
            seen_.push_back(message.id);
        }
    }
}

}  // namespace mastra::cli
