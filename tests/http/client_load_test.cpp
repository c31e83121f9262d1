#include "mastra/client/dynamodb_client.hpp"
#include "open_descriptors.hpp"
#include "stub_server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <map>
#include <mutex>
#include <vector>

namespace mastra::client::test {
namespace {

using namespace std::chrono_literals;
using mastra::test::stub_connection;
using mastra::test::stub_request;
using mastra::test::stub_server;

client_config config_for(const stub_server& server) {
    client_config config;
    config.endpoint = server.url();
    config.region = "eu-west-1";
    config.credentials = static_credentials({"AKID", secret_string("secret"), {}, {}, "test"});
    return config;
}

protocol::get_item_request read_of(int number) {
    protocol::get_item_request request;
    request.table_name = "table";
    request.key = {{"pk", attribute_value("number-" + std::to_string(number) + ";")}};
    return request;
}

int number_in(const std::string& body) {
    return std::stoi(body.substr(body.find("number-") + 7));
}

// Pain 34: requests queue behind the sockets, or hang without a timeout.
TEST(ten_thousand_calls, started_at_once_all_end_in_order_of_arrival_within_memory_and_descriptors) {
    constexpr int calls = 10'000;
    constexpr int connections = 64;
    std::mutex mutex;
    std::map<int, std::vector<int>> arrivals;  // by connection
    const std::size_t descriptors_before = mastra::test::open_descriptors();
    {
        stub_server server([&](stub_connection& connection) {
            stub_request request;
            while (connection.read_request(request)) {
                {
                    const std::lock_guard lock(mutex);
                    arrivals[connection.number()].push_back(number_in(request.body));
                }
                connection.reply(200, R"({"Item":{"pk":{"S":"a"}}})");
            }
        });
        boost::asio::io_context context(1);
        client_config config = config_for(server);
        config.max_connections = connections;
        const dynamodb_client client(context.get_executor(), config);
        const std::size_t memory_before = mastra::test::resident_bytes();
        std::size_t most_memory = 0;
        int answered = 0;
        for (int i = 0; i < calls; ++i) {
            client.async_send(read_of(i), {}, [&](auto reply) {
                answered += reply.has_value() ? 1 : 0;
                if (answered % 1'000 == 0) {
                    most_memory = std::max(most_memory, mastra::test::resident_bytes());
                }
            });
        }
        context.run();
        EXPECT_EQ(answered, calls);
        EXPECT_LE(server.connections(), connections);
        if (!mastra::test::sanitized) {
            EXPECT_LT(most_memory - std::min(most_memory, memory_before), std::size_t{100} << 20);
        }
    }
    // Among connections the network and the server's threads decide; on each, later calls come later.
    std::size_t arrived = 0;
    for (const auto& [connection, numbers] : arrivals) {
        arrived += numbers.size();
        EXPECT_TRUE(std::is_sorted(numbers.begin(), numbers.end())) << "on connection " << connection;
    }
    EXPECT_EQ(arrived, static_cast<std::size_t>(calls));
    EXPECT_LE(mastra::test::open_descriptors(), descriptors_before);
}

TEST(many_threads, share_one_client) {
    stub_server server([](stub_connection& connection) {
        stub_request request;
        while (connection.read_request(request)) {
            connection.reply(200, R"({"Item":{"n":{"N":")" + std::to_string(number_in(request.body)) + R"("}}})");
        }
    });
    boost::asio::thread_pool pool(4);
    client_config config = config_for(server);
    config.max_connections = 8;
    std::atomic<int> attempts{0};
    config.observer = [&](const request_record&) { ++attempts; };
    const dynamodb_client client(pool.get_executor(), config);
    std::atomic<int> right{0};
    std::vector<std::thread> callers;
    for (int caller = 0; caller < 4; ++caller) {
        callers.emplace_back([&, caller] {
            for (int i = 0; i < 250; ++i) {
                const int number = caller * 1'000 + i;
                auto answer = client.async_send(read_of(number), {}, boost::asio::use_future).get();
                right += answer.has_value() && *answer->item->find_number("n") == mastra::number(number) ? 1 : 0;
            }
        });
    }
    for (std::thread& caller : callers) {
        caller.join();
    }
    pool.join();
    EXPECT_EQ(right, 1'000);
    EXPECT_EQ(attempts, 1'000);
}

TEST(many_threads, may_stop_the_client_while_others_call) {
    stub_server server([](stub_connection& connection) {
        stub_request request;
        while (connection.read_request(request)) {
            std::this_thread::sleep_for(1ms);
            connection.reply(200, "{}");
        }
    });
    boost::asio::thread_pool pool(4);
    const dynamodb_client client(pool.get_executor(), config_for(server));
    constexpr int calls = 2'000;
    std::atomic<int> ended{0};
    std::atomic<int> stopped{0};
    for (int i = 0; i < calls; ++i) {
        client.async_send(read_of(i), {}, [&](auto reply) {
            ++ended;
            stopped += reply.has_error() && reply.error().is(client_errc::stopped) ? 1 : 0;
        });
        if (i == calls / 2) {
            client.stop();
        }
    }
    pool.join();
    EXPECT_EQ(ended, calls);
    EXPECT_GE(stopped, calls / 2 - 1);
}

TEST(calls_without_a_reply, end_at_their_deadline) {
    stub_server server([](stub_connection& connection) { connection.be_silent(); });
    boost::asio::io_context context(1);
    client_config config = config_for(server);
    config.max_connections = 4;
    const dynamodb_client client(context.get_executor(), config);
    int in_time = 0;
    call_options options;
    options.timeout = 200ms;
    for (int i = 0; i < 100; ++i) {
        client.async_send(read_of(i), options, [&](auto reply) {
            in_time += reply.has_error() && reply.error().is(client_errc::deadline_exceeded) ? 1 : 0;
        });
    }
    const auto begin = std::chrono::steady_clock::now();
    context.run();
    EXPECT_EQ(in_time, 100);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
}

}  // namespace
}  // namespace mastra::client::test
