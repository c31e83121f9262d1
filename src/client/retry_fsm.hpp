// Decides what follows a failed attempt: AWS's standard retry mode. No I/O, no clock of its own. Serves the call
// driver.
#pragma once

#include "client/fault.hpp"
#include "mastra/client/client_config.hpp"

#include <chrono>
#include <variant>

namespace mastra::client {

/// The budget of retries that all calls of a client share: when much fails, retries become fewer and do not add load.
/// Thread safety: none; it lives on a strand.
class retry_bucket {
public:
    explicit retry_bucket(int capacity) noexcept : capacity_(capacity), tokens_(capacity) {}
    [[nodiscard]] bool take(int cost) noexcept;
    void give_back(int count) noexcept;
    [[nodiscard]] int tokens() const noexcept { return tokens_; }

private:
    int capacity_;
    int tokens_;
};

/// What sending the same request again may do.
enum class repeat_rule {
    harmless,    ///< a read
    repeatable,  ///< a write that leaves the same state when it is sent twice
    once         ///< a write whose second effect would be wrong
};

struct wait_and_send {
    std::chrono::milliseconds pause{0};
};
struct renew_credentials_and_send {};
struct give_up {
    mastra::error error;
};
using retry_action = std::variant<wait_and_send, renew_credentials_and_send, give_up>;

/// Of one call, from its first attempt to its end.
class retry_fsm {
public:
    using time_point = std::chrono::steady_clock::time_point;

    /// The references must outlive the machine. `max_attempts` 0: as the options say.
    retry_fsm(const retry_options& options, int max_attempts, repeat_rule rule, retry_bucket& bucket,
              const random_fraction& jitter, time_point deadline);

    void attempt_begins() noexcept { ++attempts_; }
    [[nodiscard]] int attempts() const noexcept { return attempts_; }

    [[nodiscard]] retry_action resume(fault what, time_point now);
    /// The call was answered: the price of its last retry goes back, or one token for a call that needed none.
    void succeeded() noexcept;

    /// What the caller gets when the call ends with this error now: `outcome_unknown` where an earlier or the last
    /// attempt may have been carried out.
    [[nodiscard]] error final_error(error last) const;

private:
    [[nodiscard]] bool may_go_on(const fault& what, time_point now) const;
    [[nodiscard]] bool has_attempts_left(fault_class meaning) const noexcept;
    [[nodiscard]] retry_action pause_for(fault what, time_point now);

    const retry_options& options_;
    int max_attempts_;
    repeat_rule rule_;
    retry_bucket& bucket_;
    const random_fraction& jitter_;
    time_point deadline_;

    int attempts_ = 0;
    int throttled_ = 0;  ///< attempts that were throttled
    int failed_ = 0;     ///< attempts that failed otherwise
    int pauses_ = 0;
    int last_cost_ = 0;
    bool maybe_applied_ = false;
    bool renewed_credentials_ = false;
    bool renewed_signature_ = false;
};

}  // namespace mastra::client
