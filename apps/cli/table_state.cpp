#include "cli/table_state.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace mastra::cli {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using optional_table = std::optional<protocol::table_description>;

constexpr milliseconds first_pause{100};
constexpr milliseconds longest_pause{2'000};

asio::awaitable<outcome<void>> pause(session& session, milliseconds time) {
    asio::steady_timer timer(session.context(), time);
    boost::system::error_code ignored;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    if (session.interrupted()) {
        co_return failure(exit_status::interrupted, "interrupted");
    }
    co_return outcome<void>();
}

}  // namespace

asio::awaitable<outcome<optional_table>> find_table(session& session, std::string name) {
    protocol::describe_table_request request;  // GCC 12 destroys an aggregate temporary of a co_await expression twice
    request.table_name = std::move(name);
    auto described =
        co_await session.client().async_send(std::move(request), session.call_options(), asio::use_awaitable);
    if (described.has_error() && described.error().is(error_kind::not_found)) {
        co_return optional_table();
    }
    if (described.has_error()) {
        co_return failure(described.error());
    }
    co_return optional_table(std::move(described->table));
}

asio::awaitable<outcome<protocol::table_description>> describe_table(session& session, std::string name) {
    MASTRA_CO_TRY(optional_table table, co_await find_table(session, name));
    if (!table) {
        co_return failure(
            exit_status::not_found,
            fmt::format("table {} does not exist; check --table, --region and --endpoint, or create it with "
                        "`mastra-dynamodb table create`",
                        name));
    }
    co_return *std::move(table);
}

asio::awaitable<outcome<protocol::describe_time_to_live_response>> describe_ttl(session& session, std::string name) {
    protocol::describe_time_to_live_request request;
    request.table_name = std::move(name);
    auto described =
        co_await session.client().async_send(std::move(request), session.call_options(), asio::use_awaitable);
    if (described.has_error()) {
        co_return failure(described.error());
    }
    co_return *std::move(described);
}

asio::awaitable<outcome<void>> wait_until_gone(session& session, std::string name, std::chrono::seconds patience) {
    progress progress = session.start_progress(fmt::format("waiting for table {} to be gone ({{}} s)", name));
    const auto started = std::chrono::steady_clock::now();
    for (milliseconds wait = first_pause;; wait = std::min(wait * 2, longest_pause)) {
        MASTRA_CO_TRY(const optional_table table, co_await find_table(session, name));
        if (!table) {
            co_return outcome<void>();
        }
        const auto waited = std::chrono::steady_clock::now() - started;
        if (waited > patience) {
            co_return failure(exit_status::try_again,
                              fmt::format("table {} is not yet gone after {} s; look again with `mastra-dynamodb table "
                                          "describe`",
                                          name, patience.count()));
        }
        progress.show(std::chrono::duration_cast<std::chrono::seconds>(waited).count());
        MASTRA_CO_CHECK(co_await pause(session, wait));
    }
}

std::string faults_text(const std::vector<stores::table_fault>& faults) {
    std::string text;
    for (const stores::table_fault& fault : faults) {
        text +=
            fmt::format("{}{}\n  fix: {}\n", fault.what, fault.fatal ? "" : " (the stores work without it)", fault.fix);
    }
    return text;
}

}  // namespace mastra::cli
