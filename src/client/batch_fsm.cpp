#include "client/batch_fsm.hpp"

#include "client/backoff.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace mastra::client {

batch_fsm::batch_fsm(std::vector<std::size_t> unit_bytes, batch_limits limits, const retry_options& options,
                     const random_fraction& jitter, time_point deadline)
    : unit_bytes_(std::move(unit_bytes)),
      limits_(limits),
      options_(options),
      jitter_(jitter),
      deadline_(deadline),
      waiting_(unit_bytes_.size()) {
    std::iota(waiting_.begin(), waiting_.end(), std::size_t{0});
}

std::size_t batch_fsm::first_parts() const noexcept {
    const auto bytes = std::accumulate(unit_bytes_.begin(), unit_bytes_.end(), std::size_t{0});
    const auto parts = [](std::size_t whole, std::size_t part) { return (whole + part - 1) / part; };
    return std::max(parts(unit_bytes_.size(), limits_.max_units), parts(bytes, limits_.max_bytes));
}

batch_fsm::action batch_fsm::resume(time_point now) {
    // To wait for a deadline that leaves no time to send helps nobody.
    if (given_up_ || std::max(now, not_before_) >= deadline_) {
        give_up();
    }
    if (waiting_.empty()) {
        return finished{};
    }
    if (now < not_before_) {
        return wait_until{not_before_};
    }
    return send_part{take_part()};
}

void batch_fsm::answered(const unit_list& leftovers, time_point now) {
    if (leftovers.empty()) {
        pauses_ = 0;
        return;
    }
    waiting_.insert(waiting_.end(), leftovers.begin(), leftovers.end());
    not_before_ = std::max(not_before_, now + draw_pause(options_, pauses_++, jitter_));
}

void batch_fsm::failed(const unit_list& units) {
    not_done_.insert(not_done_.end(), units.begin(), units.end());
}

void batch_fsm::give_up() {
    given_up_ = true;
    not_done_.insert(not_done_.end(), waiting_.begin(), waiting_.end());
    waiting_.clear();
}

batch_fsm::unit_list batch_fsm::take_part() {
    unit_list part;
    std::size_t bytes = 0;
    while (!waiting_.empty() && part.size() < limits_.max_units) {
        bytes += unit_bytes_[waiting_.front()];
        if (!part.empty() && bytes > limits_.max_bytes) {
            break;
        }
        part.push_back(waiting_.front());
        waiting_.pop_front();
    }
    return part;
}

}  // namespace mastra::client
