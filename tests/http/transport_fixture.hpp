// A curl transport on a context that the test runs. Serves the tests of curl_transport.
#pragma once

#include "client/curl_transport.hpp"
#include "stub_server.hpp"

#include <boost/asio/io_context.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace mastra::client::test {

using mastra::test::stub_connection;
using mastra::test::stub_request;
using mastra::test::stub_server;

class a_transport : public ::testing::Test {
protected:
    [[nodiscard]] std::shared_ptr<transport> make_transport() {
        return make_curl_transport(client_strand(context.get_executor()), options);
    }
    [[nodiscard]] static http_request request_to(const stub_server& server, std::string body = "{}") {
        http_request request;
        request.url = server.url() + "/";
        request.body = std::move(body);
        request.headers = {{"Content-Type", "application/json"}};
        request.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        return request;
    }
    /// Sends one request and runs the context until nothing is left to do: a transport at rest keeps no work.
    transport_result send(const std::shared_ptr<transport>& http, http_request request) {
        std::optional<transport_result> outcome;
        http->start(std::move(request), [&](transport_result r) { outcome = std::move(r); });
        EXPECT_FALSE(outcome) << "a handler ran inside start()";
        context.restart();
        context.run();
        return outcome ? std::move(*outcome) : transport_error{error(client_errc::stopped, "no answer came")};
    }
    transport_result send(http_request request) { return send(make_transport(), std::move(request)); }
    static void expect_failure(const transport_result& outcome, client_errc code, delivery delivered) {
        ASSERT_TRUE(outcome.has_error());
        EXPECT_TRUE(outcome.error().error.is(code)) << outcome.error().error.message();
        EXPECT_EQ(outcome.error().delivered, delivered) << outcome.error().error.message();
    }

    boost::asio::io_context context{1};
    curl_transport_options options;
};

}  // namespace mastra::client::test
