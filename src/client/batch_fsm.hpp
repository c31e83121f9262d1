// Decides what of a batch is sent next, when, and what is left at the end. No I/O. Serves batch_get and batch_write.
#pragma once

#include "mastra/client/client_config.hpp"

#include <chrono>
#include <cstddef>
#include <deque>
#include <variant>
#include <vector>

namespace mastra::client {

struct batch_limits {
    std::size_t max_units;
    std::size_t max_bytes;
};

/// Knows the units of a batch (keys to read, writes) by their numbers only. Any number of senders ask it what to do
/// next; each reports how its part ended before it asks again.
class batch_fsm {
public:
    using time_point = std::chrono::steady_clock::time_point;
    using unit_list = std::vector<std::size_t>;

    struct send_part {
        unit_list units;
    };
    struct wait_until {
        time_point when;
    };
    /// Nothing for this sender any more; the parts of others may still be on their way.
    struct finished {};
    using action = std::variant<send_part, wait_until, finished>;

    /// Unit n weighs unit_bytes[n]; one heavier than the limit is sent alone. The references must outlive the machine.
    batch_fsm(std::vector<std::size_t> unit_bytes, batch_limits limits, const retry_options& options,
              const random_fraction& jitter, time_point deadline);

    /// How many senders have something to do at the beginning.
    [[nodiscard]] std::size_t first_parts() const noexcept;

    [[nodiscard]] action resume(time_point now);
    /// DynamoDB answered, and left these units of the part undone: they are sent again, after a pause that grows while
    /// leftovers keep coming.
    void answered(const unit_list& leftovers, time_point now);
    /// The part failed for good: none of its units is known to be done.
    void failed(const unit_list& units);
    /// Nothing more is to be sent: what still waits counts as not done.
    void give_up();

    /// When all senders have finished: the units not known to be done.
    [[nodiscard]] const unit_list& not_done() const noexcept { return not_done_; }

private:
    [[nodiscard]] unit_list take_part();

    std::vector<std::size_t> unit_bytes_;
    batch_limits limits_;
    const retry_options& options_;
    const random_fraction& jitter_;
    time_point deadline_;

    std::deque<std::size_t> waiting_;
    unit_list not_done_;
    time_point not_before_ = time_point::min();
    int pauses_ = 0;
    bool given_up_ = false;
};

}  // namespace mastra::client
