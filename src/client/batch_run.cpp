#include "client/batch_run.hpp"

#include "mastra/client/parallel.hpp"
#include "mastra/core/error_detail.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace mastra::client {

namespace asio = boost::asio;

batch_run::batch_run(dynamodb_client client, call_options options, after_failure policy)
    : client_(std::move(client)), options_(std::move(options)), policy_(policy) {
    // One deadline for the whole batch, whatever the number of requests.
    options_.deadline = client_.deadline_of(options_);
}

void batch_run::add_unit(std::string identity, std::size_t bytes) {
    units_.emplace(std::move(identity), unit_bytes_.size());
    unit_bytes_.push_back(bytes);
}

std::optional<std::size_t> batch_run::unit_of(const std::string& identity) const {
    const auto found = units_.find(identity);
    return found != units_.end() ? std::optional(found->second) : std::nullopt;
}

asio::awaitable<result<void>> batch_run::run(std::shared_ptr<batch_run> batch, int max_parallel) {
    co_await asio::this_coro::throw_if_cancelled(false);
    const auto strand = asio::make_strand(co_await asio::this_coro::executor);
    co_return co_await asio::co_spawn(strand, batch->run_on_strand(max_parallel), asio::use_awaitable);
}

asio::awaitable<result<void>> batch_run::run_on_strand(int max_parallel) {
    co_await asio::this_coro::throw_if_cancelled(false);
    const client_config& config = client_.config();
    machine_.emplace(unit_bytes_, limits(), config.retry, config.jitter, *options_.deadline);
    const std::size_t senders =
        std::min(machine_->first_parts(), static_cast<std::size_t>(std::clamp(max_parallel, 1, 64)));
    MASTRA_CO_CHECK(
        co_await for_each_parallel(senders, static_cast<int>(senders), [this](std::size_t) { return send_parts(); }));
    co_return outcome();
}

asio::awaitable<result<void>> batch_run::send_parts() {
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    asio::steady_timer timer(co_await asio::this_coro::executor);
    for (;;) {
        if (cancellation.cancelled() != asio::cancellation_type::none) {
            keep_first(error(client_errc::cancelled));
            machine_->give_up();
        }
        batch_fsm::action action = machine_->resume(client_.clock().steady_now());
        if (auto* part = std::get_if<batch_fsm::send_part>(&action)) {
            auto leftovers = co_await send(part->units);
            part_ended(part->units, std::move(leftovers));
        } else if (const auto* wait = std::get_if<batch_fsm::wait_until>(&action)) {
            boost::system::error_code ignored;  // the cancellation state says why a wait ended early
            timer.expires_after(wait->when - client_.clock().steady_now());
            co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        } else {
            co_return result<void>();
        }
    }
}

void batch_run::part_ended(const batch_fsm::unit_list& part, result<batch_fsm::unit_list> leftovers) {
    if (leftovers.has_value()) {
        machine_->answered(*leftovers, client_.clock().steady_now());
        return;
    }
    // A throttled request did nothing at all: it is a part of which everything was left.
    if (leftovers.error().is(error_kind::throttled)) {
        machine_->answered(part, client_.clock().steady_now());
        return;
    }
    const bool ended_by_the_caller = leftovers.error().is(error_kind::cancelled);
    keep_first(std::move(leftovers).error());
    machine_->failed(part);
    if (policy_ == after_failure::stop || ended_by_the_caller) {
        machine_->give_up();
    }
}

void batch_run::keep_first(error what) {
    if (!first_error_) {
        first_error_ = std::move(what);
    }
}

result<void> batch_run::outcome() const {
    if (!first_error_ && machine_->not_done().empty()) {
        return {};
    }
    const error what = first_error_.value_or(error(client_errc::unprocessed));
    error_detail detail = what.detail();
    detail.table_name = table_name();
    for (const std::size_t unit : machine_->not_done()) {
        detail.unprocessed_keys.push_back(key_of(unit));
    }
    return what.with_detail(std::move(detail));
}

}  // namespace mastra::client
