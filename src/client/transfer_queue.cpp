#include "client/transfer_queue.hpp"

namespace mastra::client {

bool transfer_queue::push(const transfer_ptr& entry) {
    if (waiting_.size() >= capacity_) {
        return false;
    }
    entry->place = waiting_.insert(waiting_.end(), entry);
    entry->at = transfer::stage::queued;
    const auto deadline = entry->request.deadline;
    entry->ends_at = deadline == time_point{} ? time_point::max() : deadline;
    deadlines_.emplace(entry->ends_at, entry);
    return true;
}

transfer_ptr transfer_queue::pop(time_point now) {
    if (waiting_.empty()) {
        return nullptr;
    }
    transfer_ptr entry = std::move(waiting_.front());
    waiting_.pop_front();
    entry->at = transfer::stage::running;
    const auto timeout = entry->request.attempt_timeout;
    if (timeout.count() > 0 && timeout < entry->ends_at - now) {
        auto node = deadlines_.extract({entry->ends_at, entry});
        entry->ends_at = now + timeout;
        node.value().first = entry->ends_at;
        deadlines_.insert(std::move(node));
    }
    return entry;
}

void transfer_queue::end(const transfer_ptr& entry) {
    deadlines_.erase({entry->ends_at, entry});
    if (entry->at == transfer::stage::queued) {
        waiting_.erase(entry->place);
    }
    entry->at = transfer::stage::over;
}

std::optional<transfer_queue::time_point> transfer_queue::next_deadline() const {
    if (deadlines_.empty() || deadlines_.begin()->first == time_point::max()) {
        return std::nullopt;
    }
    return deadlines_.begin()->first;
}

transfer_ptr transfer_queue::expired(time_point now) const {
    if (deadlines_.empty() || deadlines_.begin()->first > now) {
        return nullptr;
    }
    return deadlines_.begin()->second;
}

transfer_ptr transfer_queue::any() const {
    return deadlines_.empty() ? nullptr : deadlines_.begin()->second;
}

}  // namespace mastra::client
