// Saves a conversation and reads back its last messages. Needs a table: mastra-dynamodb table create --table NAME.
#include <mastra/client/run_blocking.hpp>
#include <mastra/core/clock.hpp>
#include <mastra/stores/memory_store.hpp>

#include <iostream>

namespace stores = mastra::stores;

boost::asio::awaitable<mastra::result<void>> save_and_recall(stores::memory_store store) {
    const mastra::timestamp now = mastra::system_clock().now();

    stores::thread thread;
    thread.id = "thread-1";
    thread.resource_id = "user-42";
    thread.title = "A first conversation";
    thread.created_at = thread.updated_at = now;
    MASTRA_CO_CHECK(co_await store.save_thread(thread));

    stores::message hello;
    hello.id = "message-1";
    hello.thread_id = thread.id;
    hello.resource_id = thread.resource_id;
    hello.role = "user";
    hello.content = R"({"format":2,"parts":[{"type":"text","text":"Hello, remember me?"}]})";
    hello.created_at = now;
    std::vector<stores::message> messages = {hello};
    MASTRA_CO_CHECK(co_await store.save_messages(messages));

    stores::message_query newest;
    newest.thread_ids = {thread.id};
    newest.paging = {0, 10};
    newest.order.direction = stores::sort_direction::descending;
    newest.include_total = false;  // one request: the count is not needed
    MASTRA_CO_TRY(const auto page, co_await store.list_messages(newest));
    for (const stores::message& message : page.records) {
        std::cout << message.role << ": " << message.content << '\n';
    }
    co_return mastra::result<void>();
}

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: 01_save_and_recall TABLE ENDPOINT\n";
        return 2;
    }
    boost::asio::io_context context;
    mastra::client::client_config config;
    config.endpoint = argv[2];  // leave it out to talk to Amazon DynamoDB
    const mastra::client::dynamodb_client client(context.get_executor(), config);
    stores::store_config table;
    table.table_name = argv[1];
    const stores::memory_store store(client, table);
    const auto done = mastra::run_blocking(context, save_and_recall(store));
    if (done.has_error()) {
        std::cerr << done.error().message() << '\n';
        return 1;
    }
}
