#include "cli/bench/workload.hpp"

#include "mastra/model/operations.hpp"
#include "mastra/stores/schema.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace mastra::cli {
namespace {

namespace asio = boost::asio;

constexpr std::int64_t last_count = 10;
constexpr std::size_t prepare_batch = 100;

stores::message bench_message(const bench_data& data, std::string thread_id, std::int64_t number, timestamp base) {
    constexpr std::string_view head = R"({"format":2,"parts":[{"type":"text","text":")";
    constexpr std::string_view tail = R"("}]})";
    const auto frame = static_cast<std::int64_t>(head.size() + tail.size());
    stores::message message;
    message.id = fmt::format("{}-{}", thread_id, number);
    message.thread_id = std::move(thread_id);
    message.resource_id = data.resource_id;
    message.role = number % 2 == 0 ? "user" : "assistant";
    message.content =
        fmt::format("{}{}{}", head, std::string(std::max<std::int64_t>(data.message_bytes - frame, 1), 'x'), tail);
    message.created_at = base + std::chrono::milliseconds(number);
    return message;
}

std::string saved_thread_id(const bench_data& data, std::int64_t number) {
    return fmt::format("{}-saved-{}", data.thread_id, number);
}

asio::awaitable<result<void>> read_thread(const stores::memory_store& store, std::string id,
                                          stores::store_options options) {
    MASTRA_CO_TRY(const auto thread, co_await store.get_thread_by_id(std::move(id), {}, std::move(options)));
    if (!thread) {
        co_return error(store_errc::thread_not_found, "the thread to measure with is not there");
    }
    co_return result<void>();
}

outcome<bench_operation> make_thread_read(session& session, const bench_data& data) {
    return bench_operation([&store = session.store(), id = data.thread_id, options = session.store_options()](
                               std::int64_t) { return read_thread(store, id, options); });
}

asio::awaitable<result<void>> read_last(const stores::memory_store& store, std::string id,
                                        stores::store_options options) {
    stores::message_query query;
    query.thread_ids.push_back(std::move(id));
    query.paging = {0, last_count};
    query.order.direction = stores::sort_direction::descending;
    query.include_total = false;
    MASTRA_CO_CHECK(co_await store.list_messages(std::move(query), std::move(options)));
    co_return result<void>();
}

outcome<bench_operation> make_last_10(session& session, const bench_data& data) {
    return bench_operation([&store = session.store(), id = data.thread_id,
                            options = session.store_options()](std::int64_t) { return read_last(store, id, options); });
}

asio::awaitable<result<void>> query(client::dynamodb_client client, protocol::query_request request,
                                    client::call_options options) {
    MASTRA_CO_CHECK(co_await client.async_send(std::move(request), std::move(options), asio::use_awaitable));
    co_return result<void>();
}

/// The same key condition and limit as last-10, without a store around it.
outcome<bench_operation> make_query_10_bare(session& session, const bench_data& data) {
    attribute_map composites;
    composites.set("threadId", data.thread_id);
    model::query_builder builder(stores::message_entity(), "byThread", std::move(composites));
    builder.descending().limit(static_cast<std::int32_t>(last_count)).check_identity(false);
    MASTRA_TRY(const protocol::query_request request, builder.params(session.options().table));
    return bench_operation([client = session.client(), request, options = session.call_options()](std::int64_t) {
        return query(client, request, options);
    });
}

asio::awaitable<result<void>> save(const stores::memory_store& store, stores::message message,
                                   stores::store_options options) {
    std::vector<stores::message> messages;
    messages.push_back(std::move(message));
    MASTRA_CO_CHECK(co_await store.save_messages(std::move(messages), std::move(options)));
    co_return result<void>();
}

outcome<bench_operation> make_message_save(session& session, const bench_data& data) {
    const timestamp base = session.client().clock().now();
    return bench_operation(
        [&store = session.store(), data, base, options = session.store_options()](std::int64_t number) {
            return save(store, bench_message(data, saved_thread_id(data, number % data.saved_threads), number, base),
                        options);
        });
}

constexpr std::array bench_rows = {
    bench_operation_row{"thread-read", "read a thread by id", false, make_thread_read},
    bench_operation_row{"last-10", "the newest 10 messages of a thread, without total", false, make_last_10},
    bench_operation_row{"query-10-bare", "the same Query by the client alone", false, make_query_10_bare},
    bench_operation_row{"message-save", "save one message", true, make_message_save},
};

asio::awaitable<outcome<void>> save_thread(session& session, std::string id, std::string resource_id, timestamp now) {
    stores::thread thread;
    thread.id = std::move(id);
    thread.resource_id = std::move(resource_id);
    thread.title = "made by mastra-dynamodb bench";
    thread.created_at = thread.updated_at = now;
    MASTRA_CO_CHECK(co_await session.store().save_thread(std::move(thread), session.store_options()));
    co_return outcome<void>();
}

}  // namespace

std::span<const bench_operation_row> bench_operation_table() noexcept {
    return bench_rows;
}

asio::awaitable<outcome<void>> prepare_bench_data(session& session, bench_data data) {
    const timestamp now = session.client().clock().now();
    MASTRA_CO_CHECK(co_await save_thread(session, data.thread_id, data.resource_id, now));
    for (int number = 0; number < data.saved_threads; ++number) {
        MASTRA_CO_CHECK(co_await save_thread(session, saved_thread_id(data, number), data.resource_id, now));
    }
    progress progress = session.start_progress("prepared {} messages");
    std::vector<stores::message> batch;
    for (std::int64_t number = 0; number < data.messages; ++number) {
        batch.push_back(bench_message(data, data.thread_id, number, now));
        if (batch.size() == prepare_batch || number + 1 == data.messages) {
            MASTRA_CO_CHECK(co_await session.store().save_messages(std::exchange(batch, {}), session.store_options()));
            progress.show(number + 1);
        }
    }
    co_return outcome<void>();
}

asio::awaitable<outcome<void>> remove_bench_data(session& session, bench_data data) {
    MASTRA_CO_CHECK(co_await session.store().delete_thread(data.thread_id, session.store_options()));
    for (int number = 0; number < data.saved_threads; ++number) {
        MASTRA_CO_CHECK(co_await session.store().delete_thread(saved_thread_id(data, number), session.store_options()));
    }
    co_return outcome<void>();
}

}  // namespace mastra::cli
