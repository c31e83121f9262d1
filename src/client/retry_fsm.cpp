#include "client/retry_fsm.hpp"

#include "client/backoff.hpp"
#include "mastra/core/error_detail.hpp"

#include <algorithm>
#include <utility>

namespace mastra::client {

bool retry_bucket::take(int cost) noexcept {
    if (tokens_ < cost) {
        return false;
    }
    tokens_ -= cost;
    return true;
}

void retry_bucket::give_back(int count) noexcept {
    tokens_ = std::min(capacity_, tokens_ + count);
}

retry_fsm::retry_fsm(const retry_options& options, int max_attempts, repeat_rule rule, retry_bucket& bucket,
                     const random_fraction& jitter, time_point deadline)
    : options_(options),
      max_attempts_(max_attempts),
      rule_(rule),
      bucket_(bucket),
      jitter_(jitter),
      deadline_(deadline) {}

retry_action retry_fsm::resume(fault what, time_point now) {
    ++(what.meaning == fault_class::throttled ? throttled_ : failed_);
    maybe_applied_ = maybe_applied_ || (what.maybe_applied && rule_ != repeat_rule::harmless);
    if (!may_go_on(what, now)) {
        return give_up{final_error(std::move(what.error))};
    }
    switch (what.meaning) {
        case fault_class::stale_credentials:
            if (std::exchange(renewed_credentials_, true)) {
                return give_up{final_error(std::move(what.error))};
            }
            return renew_credentials_and_send{};
        case fault_class::stale_signature:
            if (std::exchange(renewed_signature_, true)) {
                return give_up{final_error(std::move(what.error))};
            }
            return wait_and_send{};
        default:
            return pause_for(std::move(what), now);
    }
}

bool retry_fsm::may_go_on(const fault& what, time_point now) const {
    if (what.meaning == fault_class::permanent || what.meaning == fault_class::given_up) {
        return false;
    }
    if (rule_ == repeat_rule::once && maybe_applied_) {
        return false;
    }
    return now < deadline_ && has_attempts_left(what.meaning);
}

/// Throttling says nothing about the other faults of a call, hence a count for each.
bool retry_fsm::has_attempts_left(fault_class meaning) const noexcept {
    if (max_attempts_ > 0) {
        return attempts_ < max_attempts_;
    }
    return meaning == fault_class::throttled ? throttled_ < options_.max_throttled_attempts
                                             : failed_ < options_.max_attempts;
}

retry_action retry_fsm::pause_for(fault what, time_point now) {
    const int cost = what.meaning == fault_class::timeout ? options_.timeout_retry_cost : options_.retry_cost;
    const auto pause = draw_pause(options_, pauses_++, jitter_);
    // To wait for a deadline that leaves no time for an answer helps nobody: say now what is known.
    if (pause >= deadline_ - now || !bucket_.take(cost)) {
        return give_up{final_error(std::move(what.error))};
    }
    last_cost_ = cost;
    return wait_and_send{pause};
}

void retry_fsm::succeeded() noexcept {
    constexpr int reward = 1;
    bucket_.give_back(last_cost_ > 0 ? last_cost_ : reward);
}

error retry_fsm::final_error(error last) const {
    return maybe_applied_ ? after_lost_reply(std::move(last)) : last;
}

}  // namespace mastra::client
