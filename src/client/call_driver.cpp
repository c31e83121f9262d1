#include "client/call_driver.hpp"

#include "client/crc32.hpp"
#include "mastra/core/error_detail.hpp"

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>

#include <fmt/format.h>

#include <utility>

namespace mastra::client {

namespace asio = boost::asio;

namespace {

constexpr int http_ok = 200;
constexpr std::string_view target_prefix = "DynamoDB_20120810.";
constexpr std::string_view user_agent = "mastra-dynamodb";

repeat_rule rule_of(const detail::raw_call& call) {
    switch (call.info->safety) {
        case protocol::repeat_safety::read:
            return repeat_rule::harmless;
        case protocol::repeat_safety::idempotent:
            return repeat_rule::repeatable;
        case protocol::repeat_safety::write:
            break;
    }
    return call.safe_to_repeat ? repeat_rule::repeatable : repeat_rule::once;
}

}  // namespace

call_driver::call_driver(std::shared_ptr<detail::client_state> state, detail::raw_call call,
                         detail::raw_handler handler)
    : state_(std::move(state)),
      call_(std::move(call)),
      handler_(std::move(handler)),
      handlers_context_(asio::get_associated_executor(handler_, state_->completion_executor())),
      deadline_(state_->deadline_of(call_.options)),
      retries_(state_->config().retry, call_.options.max_attempts, rule_of(call_), state_->bucket(),
               state_->config().jitter, deadline_) {}

void call_driver::start() {
    try_to_send();
}

void call_driver::abort(client_errc why) {
    if (over_) {
        return;
    }
    finish(with_call_detail(retries_.final_error(error(why))));
    abort_transport_.emit(asio::cancellation_type::terminal);
}

void call_driver::try_to_send() {
    if (state_->clock().steady_now() >= deadline_) {
        deadline_passed();
        return;
    }
    const result<const call_target*> target = state_->target();
    if (target.has_error()) {
        finish(with_call_detail(target.error()));
        return;
    }
    target_ = *target;
    credentials_ = state_->credentials().try_get();
    credentials_ ? send() : wait_for_credentials();
}

void call_driver::wait_for_credentials() {
    wait_until(deadline_, &call_driver::deadline_passed);
    auto on_credentials = [self = shared_from_this(), turn = turn_](result<credentials_ptr> found) {
        if (turn != self->turn_) {
            return;
        }
        if (found.has_error()) {
            self->finish(self->with_call_detail(self->retries_.final_error(std::move(found).error())));
            return;
        }
        self->credentials_ = std::move(found).value();
        self->send();
    };
    state_->credentials().async_get(asio::bind_executor(state_->strand(), std::move(on_credentials)));
}

void call_driver::send() {
    retries_.attempt_begins();
    timer_.reset();
    ++turn_;
    http_request request = make_request();
    sent_at_ = state_->clock().steady_now();
    auto on_outcome =
        asio::bind_executor(state_->strand(), [self = shared_from_this(), turn = turn_](transport_result&& r) {
            if (turn == self->turn_) {
                self->on_outcome(std::move(r));
            }
        });
    if (asio::get_associated_cancellation_slot(handler_).is_connected()) {
        state_->http().start(std::move(request),
                             asio::bind_cancellation_slot(abort_transport_.slot(), std::move(on_outcome)));
    } else {
        state_->http().start(std::move(request), std::move(on_outcome));
    }
}

http_request call_driver::make_request() {
    http_request request;
    request.url = target_->url;
    request.body = call_.body;  // shared: the next attempt needs it again
    request.deadline = deadline_;
    const auto own_timeout = call_.options.attempt_timeout;
    request.attempt_timeout = own_timeout.count() > 0 ? own_timeout : state_->config().attempt_timeout;
    request.headers.reserve(6);
    request.headers.push_back({"Content-Type", "application/x-amz-json-1.0"});
    request.headers.push_back({"X-Amz-Target", std::string(target_prefix).append(call_.info->wire_name)});

    signing_input input;
    input.host = target_->where.host;
    input.path = target_->where.path;
    input.headers = request.headers;
    input.payload = request.body;
    signed_at_ = state_->skew().corrected(state_->clock().now());
    add_signature_headers(request, target_->signer.sign(input, *credentials_, signed_at_), *credentials_);
    request.headers.push_back({"User-Agent", std::string(user_agent)});
    return request;
}

void call_driver::on_outcome(transport_result&& outcome) {
    if (outcome.has_value()) {
        on_reply(std::move(outcome).value());
        return;
    }
    http_status_ = 0;
    request_id_.clear();
    report_attempt(0, {}, true);
    on_fault(fault_of(std::move(outcome).error()));
}

void call_driver::on_reply(http_response&& reply) {
    http_status_ = reply.status;
    request_id_ = std::move(reply.request_id);
    const bool intact = checksum_holds(reply.crc32, reply.body);
    const bool answered = intact && reply.status == http_ok;
    report_attempt(reply.status, reply.body, !answered);
    if (answered) {
        retries_.succeeded();
        finish(detail::raw_reply{std::move(reply.body), retries_.attempts()});
        return;
    }
    on_fault(intact ? fault_of_reply(reply)
                    : damaged_reply(error(client_errc::malformed_reply, "its checksum does not match")));
}

fault call_driver::fault_of_reply(const http_response& reply) {
    error refusal = protocol::decode_error(reply.status, reply.body);
    bool clock_was_wrong = false;
    if (refusal.is(service_errc::invalid_signature) || refusal.is(service_errc::request_expired)) {
        const auto service_time = parse_http_date(reply.date);
        clock_was_wrong = service_time && state_->skew().learn(*service_time, state_->clock().now(), signed_at_);
    }
    return fault_of(std::move(refusal), clock_was_wrong);
}

void call_driver::on_fault(fault what) {
    what.error = with_call_detail(std::move(what.error));
    const error why = what.error;
    retry_action action = retries_.resume(std::move(what), state_->clock().steady_now());
    if (const auto* wait = std::get_if<wait_and_send>(&action)) {
        log_retry(why, wait->pause);
    }
    std::visit([this](auto&& next) { act_on(std::forward<decltype(next)>(next)); }, std::move(action));
}

void call_driver::act_on(wait_and_send action) {
    if (action.pause.count() == 0) {
        try_to_send();
        return;
    }
    wait_until(state_->clock().steady_now() + action.pause, &call_driver::try_to_send);
}

void call_driver::act_on(renew_credentials_and_send) {
    state_->credentials().invalidate(credentials_);
    try_to_send();
}

void call_driver::act_on(give_up action) {
    finish(std::move(action.error));
}

void call_driver::wait_until(std::chrono::steady_clock::time_point when, void (call_driver::*then)()) {
    // Relative, because the client's clock may not be the one that asio's timers run by.
    timer_.emplace(state_->strand());
    timer_->expires_after(when - state_->clock().steady_now());
    timer_->async_wait([self = shared_from_this(), turn = ++turn_, then](const boost::system::error_code& code) {
        if (!code && turn == self->turn_) {
            ((*self).*then)();
        }
    });
}

void call_driver::deadline_passed() {
    finish(with_call_detail(retries_.final_error(error(client_errc::deadline_exceeded))));
}

void call_driver::report_attempt(int http_status, std::string_view reply, bool failed) const {
    const client_config& config = state_->config();
    if (!config.observer && !call_.options.observer) {
        return;
    }
    request_record record;
    record.operation = call_.info->wire_name;
    record.table_name = call_.table_name;
    record.attempt = retries_.attempts();
    record.http_status = http_status;
    const bool has_capacity = !failed && (config.report_capacity || call_.options.report_capacity);
    record.capacity_units = has_capacity ? call_.capacity_of(reply) : 0;
    record.bytes_sent = call_.body.size();
    record.bytes_received = reply.size();
    record.elapsed = std::chrono::duration_cast<std::chrono::microseconds>(state_->clock().steady_now() - sent_at_);
    record.failed = failed;
    for (const request_observer* observer : {&config.observer, &call_.options.observer}) {
        if (*observer) {
            (*observer)(record);
        }
    }
}

void call_driver::log_retry(const error& why, std::chrono::milliseconds pause) const {
    state_->config().logger.log(log_level::info, [&] {
        return fmt::format(
            "retry operation={} table={} attempt={} http_status={} request_id={} code={} kind={} pause_ms={}",
            call_.info->wire_name, call_.table_name, retries_.attempts(), http_status_, request_id_, why.code().value(),
            to_string(why.kind()), pause.count());
    });
}

error call_driver::with_call_detail(error what) const {
    error_detail detail = what.detail();
    detail.operation = call_.info->wire_name;
    detail.table_name = call_.table_name;
    detail.request_id = request_id_;
    detail.attempts = retries_.attempts();
    detail.http_status = http_status_;
    return what.with_detail(std::move(detail));
}

void call_driver::finish(result<detail::raw_reply> outcome) {
    over_ = true;
    ++turn_;
    timer_.reset();
    unlink();
    outcome_.emplace(std::move(outcome));
    // First off the strand, so that what the caller does holds up no other call, then to where the caller wants it.
    asio::post(state_->executor(), [self = shared_from_this()] {
        asio::dispatch(self->handlers_context_.get_executor(), [self] { self->deliver(); });
    });
}

void call_driver::deliver() {
    detail::raw_handler handler(std::move(handler_));
    if (auto slot = asio::get_associated_cancellation_slot(handler); slot.is_connected()) {
        slot.clear();
    }
    std::move(handler)(*std::move(outcome_));
}

}  // namespace mastra::client
