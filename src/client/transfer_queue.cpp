#include "client/transfer_queue.hpp"

namespace mastra::client {

bool transfer_queue::push(const transfer_ptr& entry) {
    if (waiting_.size() >= capacity_) {
        return false;
    }
    entry->place = waiting_.insert(waiting_.end(), entry);
    entry->at = transfer::stage::queued;
    deadlines_.emplace(deadline_of(*entry), entry);
    return true;
}

transfer_ptr transfer_queue::pop() {
    if (waiting_.empty()) {
        return nullptr;
    }
    transfer_ptr entry = std::move(waiting_.front());
    waiting_.pop_front();
    entry->at = transfer::stage::running;
    return entry;
}

void transfer_queue::end(const transfer_ptr& entry) {
    deadlines_.erase({deadline_of(*entry), entry});
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

transfer_queue::time_point transfer_queue::deadline_of(const transfer& entry) {
    const auto deadline = entry.request.deadline;
    return deadline == time_point{} ? time_point::max() : deadline;
}

}  // namespace mastra::client
