// Twenty updates of one thread at once: none is lost, because every update is conditional and is tried again on a
// conflict.
#include <mastra/client/run_blocking.hpp>
#include <mastra/core/clock.hpp>
#include <mastra/stores/memory_store.hpp>

#include <boost/asio/detached.hpp>

#include <iostream>
#include <string>

namespace stores = mastra::stores;
using boost::asio::awaitable;

constexpr int update_count = 20;

/// Two handles stand for two processes: what they do to the same thread they do without knowing of each other.
struct writers {
    stores::memory_store first;
    stores::memory_store second;
};

awaitable<void> add_key(stores::memory_store store, int number, int& failures) {
    stores::thread_update change;
    change.id = "shared-thread";
    change.metadata = mastra::json_text::trusted("{\"key" + std::to_string(number) + "\":true}");
    const auto updated = co_await store.update_thread(change);
    failures += updated.has_error() ? 1 : 0;
}

awaitable<mastra::result<void>> create(stores::memory_store store) {
    stores::thread thread;
    thread.id = "shared-thread";
    thread.resource_id = "user-42";
    thread.created_at = thread.updated_at = mastra::system_clock().now();
    MASTRA_CO_CHECK(co_await store.save_thread(thread));
    co_return mastra::result<void>();
}

int run(boost::asio::io_context& context, const writers& writers) {
    mastra::run_blocking(context, create(writers.first)).value();
    int failures = 0;
    for (int number = 0; number < update_count; ++number) {
        const stores::memory_store& store = number % 2 == 0 ? writers.first : writers.second;
        boost::asio::co_spawn(context, add_key(store, number, failures), boost::asio::detached);
    }
    context.restart();
    context.run();  // until all of them are done

    const auto thread = mastra::run_blocking(context, writers.first.get_thread_by_id("shared-thread")).value();
    const auto keys = mastra::json_object::parse(thread->metadata->text()).value().members().size();
    std::cout << keys << " of " << update_count << " updates are there\n";
    return failures == 0 && keys == update_count ? 0 : 1;
}

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: 02_concurrent_updates TABLE ENDPOINT\n";
        return 2;
    }
    try {
        boost::asio::io_context context;
        mastra::client::client_config config;
        config.endpoint = argv[2];
        const mastra::client::dynamodb_client client(context.get_executor(), config);
        stores::store_config table;
        table.table_name = argv[1];
        return run(context, {stores::memory_store(client, table), stores::memory_store(client, table)});
    } catch (const mastra::exception& e) {  // value() of a result that is an error
        std::cerr << e.error().message() << '\n';
        return 1;
    }
}
