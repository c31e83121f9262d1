// Uses the top layer, and through it every other: a read that cannot succeed, because nobody listens on port 1.
#include <mastra/client/run_blocking.hpp>
#include <mastra/stores/memory_store.hpp>

#include <boost/asio/io_context.hpp>

#include <iostream>

int main() {
    mastra::client::client_config config;
    config.region = "us-east-1";
    config.endpoint = "http://127.0.0.1:1";
    config.credentials = mastra::client::static_credentials({.access_key_id = "key",
                                                             .secret_access_key = mastra::secret_string("secret"),
                                                             .session_token = {},
                                                             .expires_at = {},
                                                             .source = {}});
    config.retry.max_attempts = 1;

    boost::asio::io_context context;
    const mastra::client::dynamodb_client client(context.get_executor(), config);
    mastra::stores::store_config table;
    table.table_name = "conversations";
    const mastra::stores::memory_store store(client, table);

    const auto thread = mastra::run_blocking(context, store.get_thread_by_id("t1"));
    if (thread) {
        std::cerr << "a thread from nowhere\n";
        return 1;
    }
    std::cout << thread.error().message() << '\n';
    return 0;
}
