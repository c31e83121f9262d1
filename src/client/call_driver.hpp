// One call from start to handler: credentials, signature, attempt, decision, pause, next attempt. Serves client_state.
#pragma once

#include "client/client_state.hpp"
#include "client/fault.hpp"
#include "client/retry_fsm.hpp"

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

namespace mastra::client {

/// A state machine around retry_fsm: that one decides, this one waits and sends.
/// Thread safety: only on the client's strand. Lifetime: whatever it waits for owns it.
class call_driver : public std::enable_shared_from_this<call_driver>, public live_call_hook {
public:
    call_driver(std::shared_ptr<detail::client_state> state, detail::raw_call call, detail::raw_handler handler);

    void start();
    /// Ends the call now (cancelled, stopped). Nothing happens when it has ended already.
    void abort(client_errc why);

private:
    void try_to_send();
    void wait_for_credentials();
    void send();
    [[nodiscard]] http_request make_request();
    void on_outcome(transport_result&& outcome);
    void on_reply(http_response&& reply);
    [[nodiscard]] fault fault_of_reply(const http_response& reply);
    void on_fault(fault what);
    void act_on(wait_and_send action);
    void act_on(renew_credentials_and_send action);
    void act_on(give_up action);
    void wait_until(std::chrono::steady_clock::time_point when, void (call_driver::*then)());
    void deadline_passed();

    void report_attempt(int http_status, std::string_view reply, bool failed) const;
    void log_retry(const error& why, std::chrono::milliseconds pause) const;
    [[nodiscard]] error with_call_detail(error what) const;
    void finish(result<detail::raw_reply> outcome);
    void deliver();

    std::shared_ptr<detail::client_state> state_;
    detail::raw_call call_;
    detail::raw_handler handler_;
    boost::asio::executor_work_guard<boost::asio::any_completion_executor> handlers_context_;
    std::chrono::steady_clock::time_point deadline_;
    retry_fsm retries_;

    const call_target* target_ = nullptr;  ///< the state's; set before the first attempt
    credentials_ptr credentials_;
    timestamp signed_at_{};
    std::chrono::steady_clock::time_point sent_at_{};
    std::string request_id_;
    int http_status_ = 0;

    /// Every wait belongs to a turn; whoever comes back in a later turn comes too late.
    std::uint64_t turn_ = 0;
    bool over_ = false;
    boost::asio::cancellation_signal abort_transport_;
    std::optional<boost::asio::steady_timer> timer_;
    std::optional<result<detail::raw_reply>> outcome_;
};

}  // namespace mastra::client
