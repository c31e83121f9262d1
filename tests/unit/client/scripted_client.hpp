// A client on a scripted transport and a clock that stands still: calls without a socket, a sleep or a file.
#pragma once

#include "mastra/client/dynamodb_client.hpp"
#include "support/fake_clock.hpp"
#include "support/log_capture.hpp"
#include "support/scripted_transport.hpp"

#include <boost/asio/io_context.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mastra::client::test {

using mastra::test::lost_reply;
using mastra::test::no_connection;
using mastra::test::reply;
using mastra::test::service_error;

/// Gives one credential after the other and counts.
class counting_provider final : public credentials_provider {
public:
    boost::asio::awaitable<result<credentials>> fetch() override {
        ++fetches;
        if (fails) {
            co_return error(client_errc::credentials_failed, "the source is broken");
        }
        co_return credentials{"AKID" + std::to_string(fetches), secret_string("canary-secret"), {}, {}, "test"};
    }
    int fetches = 0;
    bool fails = false;
};

class scripted_client : public ::testing::Test {
protected:
    scripted_client() {
        config.region = "eu-west-1";
        config.endpoint = "http://127.0.0.1:1";
        config.clock = &clock;
        config.transport = http;
        config.credentials = provider;
        config.jitter = [] { return 0.0; };  // pauses of no length
        config.logger = log.logger();
        config.observer = [this](const request_record& record) {
            records.push_back(record);
            record_names.emplace_back(record.operation);
        };
    }

    [[nodiscard]] dynamodb_client make_client() { return {context.get_executor(), config}; }

    /// Sends one request and runs until it has ended.
    template <class Request>
    result<typename Request::response> send(Request request, call_options options = {}) {
        std::optional<result<typename Request::response>> outcome;
        make_client().async_send(std::move(request), std::move(options),
                                 [&](auto r) { outcome.emplace(std::move(r)); });
        EXPECT_FALSE(outcome) << "a handler ran inside the initiating function";
        context.restart();
        context.run();
        return outcome ? std::move(*outcome) : error(client_errc::stopped, "the call did not end");
    }

    static protocol::get_item_request a_read() {
        protocol::get_item_request request;
        request.table_name = "table";
        request.key = {{"pk", "a"}};
        return request;
    }
    static protocol::put_item_request a_put() {
        protocol::put_item_request request;
        request.table_name = "table";
        request.item = {{"pk", "a"}};
        return request;
    }
    static protocol::update_item_request a_count() {
        protocol::update_item_request request;
        request.table_name = "table";
        request.key = {{"pk", "a"}};
        request.update_expression = "ADD n :one";
        request.substitutions.values = {{":one", 1}};
        return request;
    }
    [[nodiscard]] std::string header(std::size_t request, std::string_view name) const {
        for (const http_header& each : http->requests().at(request).headers) {
            if (each.name == name) {
                return each.value;
            }
        }
        return {};
    }

    boost::asio::io_context context{1};
    mastra::test::fake_clock clock;
    mastra::test::log_capture log;
    std::shared_ptr<mastra::test::scripted_transport> http =
        std::make_shared<mastra::test::scripted_transport>(context.get_executor());
    std::shared_ptr<counting_provider> provider = std::make_shared<counting_provider>();
    client_config config;
    std::vector<request_record> records;
    std::vector<std::string> record_names;
};

}  // namespace mastra::client::test
