#include "transport_fixture.hpp"

#include <atomic>

namespace mastra::client::test {
namespace {

// What a caller may conclude when the connection dies, at each point of a request's life.
class a_dropped_connection : public a_transport {};

TEST_F(a_dropped_connection, at_once_is_a_lost_connection_or_none) {
    stub_server server([](stub_connection& connection) { connection.reset(); });
    const auto outcome = send(request_to(server));
    ASSERT_TRUE(outcome.has_error());
    // The reset may come before the connection counts as made.
    const error& fault = outcome.error().error;
    EXPECT_TRUE(fault.is(client_errc::connection_lost) || fault.is(client_errc::connect_failed)) << fault.message();
}

TEST_F(a_dropped_connection, in_the_middle_of_the_request_may_have_been_sent) {
    stub_server server([](stub_connection& connection) {
        connection.read_more();
        connection.reset();
    });
    expect_failure(send(request_to(server, std::string(20'000'000, 'x'))), client_errc::connection_lost,
                   delivery::maybe_sent);
}

TEST_F(a_dropped_connection, after_the_request_may_have_been_sent) {
    stub_server server([](stub_connection& connection) {
        stub_request request;
        connection.read_request(request);
    });
    expect_failure(send(request_to(server)), client_errc::connection_lost, delivery::maybe_sent);
}

TEST_F(a_dropped_connection, in_the_reply_may_have_been_sent) {
    for (const char* part :
         {"HTTP/1.1 200", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{\"It"}) {
        stub_server server([&](stub_connection& connection) {
            stub_request request;
            connection.read_request(request);
            connection.send(part);
        });
        const auto outcome = send(request_to(server));
        ASSERT_TRUE(outcome.has_error()) << part;
        EXPECT_TRUE(outcome.error().error.is(client_errc::connection_lost) ||
                    outcome.error().error.is(client_errc::malformed_reply))
            << part << ": " << outcome.error().error.message();
        EXPECT_EQ(outcome.error().delivered, delivery::maybe_sent) << part;
    }
}

// Many HTTP clients send the request again on a new connection: a counter would count twice.
TEST_F(a_dropped_connection, that_was_reused_does_not_make_the_request_go_out_twice) {
    std::atomic<int> counted{0};
    stub_server server([&](stub_connection& connection) {
        stub_request request;
        while (connection.read_request(request)) {
            if (request.body == "count") {
                ++counted;
                return;
            }
            connection.reply(200, "");
        }
    });
    const auto http = make_transport();
    ASSERT_TRUE(send(http, request_to(server)).has_value());
    expect_failure(send(http, request_to(server, "count")), client_errc::connection_lost, delivery::maybe_sent);
    EXPECT_EQ(counted, 1);
}

TEST_F(a_dropped_connection, in_the_pool_is_noticed_before_the_next_request) {
    stub_server server([](stub_connection& connection) {
        stub_request request;
        connection.read_request(request);
        connection.reply(200, "");
    });
    const auto http = make_transport();
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(send(http, request_to(server)).has_value());
        std::this_thread::sleep_for(std::chrono::milliseconds(20));  // until the server's end has arrived
    }
    EXPECT_EQ(server.connections(), 3);
}

}  // namespace
}  // namespace mastra::client::test
