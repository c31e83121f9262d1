// A table of its own in DynamoDB Local, a client for it, and calls that wait.
#pragma once

#include "mastra/client/run_blocking.hpp"
#include "mastra/core/random.hpp"
#include "mastra/model/run.hpp"
#include "mastra/stores/table.hpp"
#include "support/test_endpoint.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace mastra::test {

inline client::client_config local_config() {
    client::client_config config;
    config.region = "local";
    config.endpoint = test_endpoint();
    client::credentials credentials;
    credentials.access_key_id = "test";
    credentials.secret_access_key = secret_string("test");
    config.credentials = client::static_credentials(credentials);
    return config;
}

class table_test : public testing::Test {
protected:
    table_test() : client(context.get_executor(), local_config()), table("model-" + make_token()) {
        EXPECT_TRUE(send(stores::table_definition(table)).has_value());
    }

    template <class T>
    result<T> run(model::task<T> task) {
        return run_blocking(context, std::move(task));
    }

    template <protocol::operation_request Request>
    result<typename Request::response> send(Request request) {
        return run(sending(client, std::move(request)));
    }

    boost::asio::io_context context;
    client::dynamodb_client client;
    std::string table;

private:
    template <class Request>
    static model::task<typename Request::response> sending(client::dynamodb_client client, Request request) {
        co_return co_await client.async_send(std::move(request), client::call_options(), boost::asio::use_awaitable);
    }
};

}  // namespace mastra::test
