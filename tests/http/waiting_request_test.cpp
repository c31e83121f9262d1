#include "open_descriptors.hpp"
#include "transport_fixture.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>

#include <vector>

namespace mastra::client::test {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

void never_answer(stub_connection& connection) {
    connection.be_silent();
}

class a_waiting_request : public a_transport {
protected:
    /// Runs until `enough` or five seconds have passed.
    template <class Condition>
    void run_until(Condition enough) {
        const auto end = steady_clock::now() + 5s;
        context.restart();
        while (!enough() && steady_clock::now() < end) {
            context.run_one_for(100ms);
        }
        EXPECT_TRUE(enough());
    }
};

TEST_F(a_waiting_request, ends_when_its_attempt_takes_too_long) {
    stub_server server(never_answer);
    http_request request = request_to(server);
    request.attempt_timeout = 50ms;
    const auto begin = steady_clock::now();
    expect_failure(send(request), client_errc::deadline_exceeded, delivery::maybe_sent);
    EXPECT_LT(steady_clock::now() - begin, 5s);
}

TEST_F(a_waiting_request, for_the_rest_of_a_reply_ends_at_the_deadline) {
    stub_server server([](stub_connection& connection) {
        stub_request request;
        connection.read_request(request);
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n1234");
        connection.be_silent();
    });
    http_request request = request_to(server);
    request.deadline = steady_clock::now() + 50ms;
    expect_failure(send(request), client_errc::deadline_exceeded, delivery::maybe_sent);
}

TEST_F(a_waiting_request, in_the_queue_ends_at_its_deadline_and_was_not_sent) {
    options.max_connections = 1;
    stub_server server(never_answer);
    const auto http = make_transport();
    http_request first = request_to(server);
    first.deadline = steady_clock::now() + 300ms;
    http->start(first, [](transport_result) {});
    http_request second = request_to(server);
    second.deadline = steady_clock::now() + 50ms;
    expect_failure(send(http, second), client_errc::deadline_exceeded, delivery::not_sent);
    EXPECT_EQ(server.connections(), 1);
}

// The time in the queue is the call's, not the attempt's: else a full queue would make every call time out.
TEST_F(a_waiting_request, has_the_whole_time_of_an_attempt_after_the_queue) {
    options.max_connections = 1;
    stub_server server([](stub_connection& connection) {
        stub_request request;
        while (connection.read_request(request)) {
            std::this_thread::sleep_for(60ms);
            connection.reply(200, "");
        }
    });
    const auto http = make_transport();
    int answered = 0;
    for (int i = 0; i < 4; ++i) {
        http_request request = request_to(server);
        request.attempt_timeout = 200ms;
        http->start(request, [&](transport_result r) { answered += r.has_value() ? 1 : 0; });
    }
    context.run();
    EXPECT_EQ(answered, 4);
}

TEST_F(a_waiting_request, is_served_in_the_order_of_arrival) {
    options.max_connections = 1;
    std::vector<std::string> order;
    stub_server server([&](stub_connection& connection) {
        stub_request request;
        while (connection.read_request(request)) {
            order.push_back(request.body);
            connection.reply(200, "");
        }
    });
    const auto http = make_transport();
    std::vector<std::string> expected;
    for (int i = 0; i < 100; ++i) {
        expected.push_back(std::to_string(i));
        http->start(request_to(server, expected.back()), [](transport_result) {});
    }
    context.run();
    EXPECT_EQ(order, expected);
}

TEST_F(a_waiting_request, is_one_too_many_when_the_queue_is_full) {
    options.max_connections = 1;
    options.max_queued_requests = 2;
    stub_server server([](stub_connection& connection) {
        stub_request request;
        while (connection.read_request(request)) {
            connection.reply(200, "");
        }
    });
    const auto http = make_transport();
    std::vector<transport_result> outcomes;
    for (int i = 0; i < 4; ++i) {
        http->start(request_to(server), [&](transport_result r) { outcomes.push_back(std::move(r)); });
    }
    context.run();
    ASSERT_EQ(outcomes.size(), 4U);
    expect_failure(outcomes[0], client_errc::queue_full, delivery::not_sent);  // the refusal comes first
    for (int i = 1; i < 4; ++i) {
        EXPECT_TRUE(outcomes[static_cast<std::size_t>(i)].has_value());
    }
}

TEST_F(a_waiting_request, can_be_cancelled_in_flight_and_in_the_queue) {
    options.max_connections = 1;
    stub_server server(never_answer);
    const auto http = make_transport();
    boost::asio::cancellation_signal in_flight;
    boost::asio::cancellation_signal queued;
    std::vector<transport_result> outcomes;
    const auto keep = [&](transport_result r) { outcomes.push_back(std::move(r)); };
    http->start(request_to(server), boost::asio::bind_cancellation_slot(in_flight.slot(), keep));
    http->start(request_to(server), boost::asio::bind_cancellation_slot(queued.slot(), keep));
    run_until([&] { return server.connections() == 1; });
    queued.emit(boost::asio::cancellation_type::terminal);
    run_until([&] { return outcomes.size() == 1; });
    in_flight.emit(boost::asio::cancellation_type::terminal);
    context.restart();
    context.run();
    ASSERT_EQ(outcomes.size(), 2U);
    expect_failure(outcomes[0], client_errc::cancelled, delivery::not_sent);
    ASSERT_TRUE(outcomes[1].has_error());
    EXPECT_TRUE(outcomes[1].error().error.is(client_errc::cancelled));
}

TEST_F(a_waiting_request, makes_room_for_the_next_one_when_it_is_cancelled) {
    options.max_connections = 1;
    stub_server server([](stub_connection& connection) {
        stub_request request;
        while (connection.read_request(request) && request.body != "silence") {
            connection.reply(200, request.body);
        }
        connection.be_silent();
    });
    const auto http = make_transport();
    boost::asio::cancellation_signal signal;
    http->start(request_to(server, "silence"),
                boost::asio::bind_cancellation_slot(signal.slot(), [](transport_result) {}));
    run_until([&] { return server.connections() == 1; });
    signal.emit(boost::asio::cancellation_type::terminal);
    EXPECT_TRUE(send(http, request_to(server, "next")).has_value());
}

// libcurl 7.88 closes a socket that is not connected yet by itself: its number is somebody else's from then on.
TEST_F(a_waiting_request, that_is_cancelled_while_it_connects_closes_no_descriptor_of_others) {
    stub_server server([](stub_connection& connection) {
        stub_request request;
        while (connection.read_request(request)) {
            connection.reply(200, request.body);
        }
    });
    std::vector<int> others;
    for (int i = 0; i < 20; ++i) {
        const auto http = make_transport();
        boost::asio::cancellation_signal signal;
        http->start(request_to(server), boost::asio::bind_cancellation_slot(signal.slot(), [](transport_result) {}));
        const auto unconnected = mastra::test::open_descriptors();
        context.restart();
        while (mastra::test::open_descriptors() == unconnected && context.poll_one() != 0) {
        }
        signal.emit(boost::asio::cancellation_type::terminal);
        context.restart();
        context.run();
        others.push_back(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        EXPECT_TRUE(send(http, request_to(server, "next")).has_value());
    }
    for (const int descriptor : others) {
        EXPECT_EQ(::close(descriptor), 0) << descriptor;
    }
}

TEST_F(a_waiting_request, ends_with_stopped_and_so_does_every_later_one) {
    options.max_connections = 2;
    stub_server server(never_answer);
    const auto http = make_transport();
    int stopped = 0;
    for (int i = 0; i < 10; ++i) {
        http->start(request_to(server), [&](transport_result r) {
            stopped += r.has_error() && r.error().error.is(client_errc::stopped) ? 1 : 0;
        });
    }
    run_until([&] { return server.connections() == 2; });
    http->stop();
    http->stop();
    context.restart();
    context.run();
    EXPECT_EQ(stopped, 10);
    expect_failure(send(http, request_to(server)), client_errc::stopped, delivery::not_sent);
}

TEST_F(a_waiting_request, is_dropped_without_a_leak_when_the_context_is_destroyed) {
    stub_server server(never_answer);
    bool called = false;
    {
        boost::asio::io_context short_lived;
        const auto http = make_curl_transport(client_strand(short_lived.get_executor()), options);
        http->start(request_to(server), [&](transport_result) { called = true; });
        short_lived.run_for(50ms);
    }
    EXPECT_FALSE(called);
}

}  // namespace
}  // namespace mastra::client::test
