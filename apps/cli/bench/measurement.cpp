#include "cli/bench/measurement.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <sys/resource.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace mastra::cli {
namespace {

namespace asio = boost::asio;
using std::chrono::steady_clock;

std::chrono::microseconds cpu_time() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto of = [](const timeval& time) {
        return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
    };
    return of(usage.ru_utime) + of(usage.ru_stime);
}

bool passes(error_kind kind) {
    return kind == error_kind::throttled || kind == error_kind::transient || kind == error_kind::deadline_exceeded ||
           kind == error_kind::outcome_unknown;
}

/// One run of `in_flight` workers. Single-threaded; lives until its last worker has ended.
class measurement_run {
public:
    measurement_run(session& session, const bench_operation& operation, measurement_plan plan,
                    std::int64_t first_number)
        : session_(session),
          operation_(operation),
          plan_(plan),
          next_number_(first_number),
          all_ended_(session.context()) {}

    asio::awaitable<outcome<measurement>> run() {
        all_ended_.expires_at(steady_clock::time_point::max());
        const auto started = steady_clock::now();
        const auto cpu_before = cpu_time();
        end_ = plan_.time ? started + *plan_.time : steady_clock::time_point::max();
        running_ = plan_.in_flight;
        for (int i = 0; i < plan_.in_flight; ++i) {
            asio::co_spawn(session_.context(), work(), asio::detached);
        }
        while (running_ > 0) {  // a signal ends the wait early; the workers then finish what they have begun
            boost::system::error_code ignored;
            co_await all_ended_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        }
        measured_.elapsed = std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - started);
        measured_.cpu = cpu_time() - cpu_before;
        if (failed_) {
            co_return failure(*failed_);
        }
        if (session_.interrupted()) {
            co_return failure(exit_status::interrupted, "interrupted");
        }
        co_return std::move(measured_);
    }

    [[nodiscard]] std::int64_t next_number() const noexcept { return next_number_; }

private:
    [[nodiscard]] bool goes_on() const {
        const bool wanted = !plan_.requests || begun_ < *plan_.requests;
        return wanted && !failed_ && !session_.interrupted() && steady_clock::now() < end_;
    }

    asio::awaitable<void> work() {
        while (goes_on()) {
            ++begun_;
            const auto started = steady_clock::now();
            const result<void> ended = co_await operation_(next_number_++);
            if (ended.has_value()) {
                measured_.latency.add(steady_clock::now() - started);
            } else if (passes(ended.error().kind())) {
                ++measured_.errors;
            } else if (!failed_) {
                failed_ = ended.error();
            }
        }
        if (--running_ == 0) {
            all_ended_.cancel();
        }
    }

    session& session_;
    const bench_operation& operation_;
    measurement_plan plan_;
    std::int64_t next_number_;
    asio::steady_timer all_ended_;
    steady_clock::time_point end_{};
    std::int64_t begun_ = 0;
    int running_ = 0;
    std::optional<error> failed_;
    measurement measured_;
};

}  // namespace

double measurement::operations_per_second() const {
    const double seconds = std::chrono::duration<double>(elapsed).count();
    return seconds > 0 ? static_cast<double>(latency.count()) / seconds : 0;
}

double measurement::cpu_microseconds_per_operation() const {
    const std::int64_t operations = latency.count() + errors;
    return operations > 0 ? static_cast<double>(cpu.count()) / static_cast<double>(operations) : 0;
}

asio::awaitable<outcome<measurement>> measure(session& session, bench_operation operation, measurement_plan plan) {
    measurement_plan warm_up_plan;
    warm_up_plan.in_flight = plan.in_flight;
    warm_up_plan.requests = plan.in_flight;
    measurement_run warm_up(session, operation, warm_up_plan, 0);
    MASTRA_CO_CHECK(co_await warm_up.run());
    measurement_run run(session, operation, plan, warm_up.next_number());
    co_return co_await run.run();
}

}  // namespace mastra::cli
