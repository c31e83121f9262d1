#include "open_descriptors.hpp"
#include "transport_fixture.hpp"

#include <atomic>
#include <cstdlib>

namespace mastra::client::test {
namespace {

using namespace std::chrono_literals;

void answer_all(stub_connection& connection) {
    stub_request request;
    while (connection.read_request(request)) {
        connection.reply(200, request.body, "x-amzn-RequestId: R1\r\nDate: today\r\nX-Amz-Crc32: 17\r\n");
    }
}

TEST_F(a_transport, sends_what_it_was_given_and_gives_what_came_back) {
    std::string head;
    stub_server server([&](stub_connection& connection) {
        stub_request request;
        if (connection.read_request(request)) {
            head = request.head;
            connection.reply(200, request.body, "x-amzn-RequestId: R1\r\nDate: today\r\nX-Amz-Crc32: 17\r\n");
        }
    });
    http_request request = request_to(server, "the body");
    request.headers.push_back({"X-Amz-Target", "T"});
    const auto outcome = send(request);
    ASSERT_TRUE(outcome.has_value()) << outcome.error().error.message();
    EXPECT_EQ(outcome->status, 200);
    EXPECT_EQ(outcome->body, "the body");
    EXPECT_EQ(outcome->request_id, "R1");
    EXPECT_EQ(outcome->date, "today");
    EXPECT_EQ(outcome->crc32, "17");
    EXPECT_TRUE(outcome->headers.empty());
    EXPECT_TRUE(head.starts_with("POST / HTTP/1.1\r\nHost: 127.0.0.1:")) << head;
    EXPECT_NE(head.find("\r\nContent-Type: application/json\r\n"), std::string::npos);
    EXPECT_NE(head.find("\r\nX-Amz-Target: T\r\n"), std::string::npos);
    for (const char* unwanted : {"Accept", "Expect", "User-Agent"}) {
        EXPECT_EQ(head.find(unwanted), std::string::npos) << unwanted;
    }
}

TEST_F(a_transport, speaks_get_and_put_for_credential_sources_and_keeps_headers_when_asked) {
    options.keep_headers = true;
    std::vector<std::string> heads;
    stub_server server([&](stub_connection& connection) {
        stub_request request;
        while (connection.read_request(request)) {
            heads.push_back(request.head);
            connection.reply(200, "ok", "X-Other: value\r\n");
        }
    });
    const auto http = make_transport();
    for (const char* method : {"PUT", "GET", "POST", "GET"}) {
        http_request request = request_to(server, "");
        request.method = method;
        request.headers = {{"X-Empty", ""}};
        request.url += "path?query=1";
        const auto outcome = send(http, request);
        ASSERT_TRUE(outcome.has_value());
        EXPECT_EQ(outcome->headers.at(0).name, "X-Other");
        EXPECT_EQ(outcome->headers.at(0).value, "value");
    }
    ASSERT_EQ(heads.size(), 4U);
    EXPECT_TRUE(heads[0].starts_with("PUT /path?query=1 "));
    EXPECT_TRUE(heads[1].starts_with("GET /path?query=1 "));
    EXPECT_TRUE(heads[2].starts_with("POST /path?query=1 "));
    EXPECT_TRUE(heads[3].starts_with("GET /path?query=1 "));
    EXPECT_EQ(heads[0].find("Content-Type"), std::string::npos);
    EXPECT_NE(heads[0].find("\r\nX-Empty:"), std::string::npos);
}

TEST_F(a_transport, uses_one_connection_for_one_request_after_the_other) {
    stub_server server(answer_all);
    const auto http = make_transport();
    for (int i = 0; i < 20; ++i) {
        ASSERT_TRUE(send(http, request_to(server, std::to_string(i))).has_value());
    }
    EXPECT_EQ(server.connections(), 1);
}

TEST_F(a_transport, does_not_use_a_connection_that_was_idle_for_too_long) {
    options.idle_timeout = 1s;
    stub_server server(answer_all);
    const auto http = make_transport();
    ASSERT_TRUE(send(http, request_to(server)).has_value());
    std::this_thread::sleep_for(1100ms);
    ASSERT_TRUE(send(http, request_to(server)).has_value());
    EXPECT_EQ(server.connections(), 2);
}

TEST_F(a_transport, carries_large_bodies_both_ways) {
    stub_server server(answer_all);
    const std::string body(5'000'000, 'x');
    const auto outcome = send(request_to(server, body));
    ASSERT_TRUE(outcome.has_value());
    EXPECT_EQ(outcome->body, body);
}

TEST_F(a_transport, says_that_nothing_was_sent_when_there_is_no_connection) {
    std::string nobody;
    {
        const stub_server closed(answer_all);
        nobody = closed.url();
    }
    http_request request;
    request.url = nobody;
    expect_failure(send(request), client_errc::connect_failed, delivery::not_sent);
}

TEST_F(a_transport, follows_no_redirect) {
    std::atomic<int> requests{0};
    stub_server server([&](stub_connection& connection) {
        stub_request request;
        while (connection.read_request(request)) {
            ++requests;
            connection.reply(307, "", "Location: /elsewhere\r\n");
        }
    });
    const auto outcome = send(request_to(server));
    ASSERT_TRUE(outcome.has_value());
    EXPECT_EQ(outcome->status, 307);
    EXPECT_EQ(requests, 1);
}

TEST_F(a_transport, skips_an_interim_reply) {
    stub_server server([](stub_connection& connection) {
        stub_request request;
        connection.read_request(request);
        connection.send("HTTP/1.1 100 Continue\r\nDate: early\r\n\r\n");
        connection.reply(200, "late");
    });
    const auto outcome = send(request_to(server));
    ASSERT_TRUE(outcome.has_value());
    EXPECT_EQ(outcome->status, 200);
    EXPECT_EQ(outcome->body, "late");
    EXPECT_EQ(outcome->date, "");
}

TEST_F(a_transport, refuses_a_reply_that_is_too_large_whether_announced_or_not) {
    options.max_reply_bytes = 1'000;
    for (const bool announced : {true, false}) {
        stub_server server([&](stub_connection& connection) {
            stub_request request;
            connection.read_request(request);
            const std::string body(1'001, 'x');
            announced ? connection.reply(200, body) : connection.send("HTTP/1.1 200 OK\r\n\r\n" + body);
            connection.be_silent();
        });
        expect_failure(send(request_to(server)), client_errc::reply_too_large, delivery::maybe_sent);
    }
}

TEST_F(a_transport, accepts_a_reply_of_exactly_the_largest_size) {
    options.max_reply_bytes = 1'000;
    stub_server server(answer_all);
    EXPECT_TRUE(send(request_to(server, std::string(1'000, 'x'))).has_value());
}

TEST_F(a_transport, calls_a_reply_that_is_not_http_malformed) {
    stub_server server([](stub_connection& connection) {
        stub_request request;
        connection.read_request(request);
        connection.send("SSH-2.0-OpenSSH_9.2\r\n");
        connection.be_silent();
    });
    expect_failure(send(request_to(server)), client_errc::malformed_reply, delivery::maybe_sent);
}

// A credential from a file may end with a line break; as a header it would be two headers.
TEST_F(a_transport, sends_no_header_with_a_control_character) {
    stub_server server(answer_all);
    const auto http = make_transport();
    for (const char* value : {"a\r\nX-Injected: 1", "a\n", "\x7f"}) {
        http_request request = request_to(server);
        request.headers.push_back({"X-Token", value});
        expect_failure(send(http, request), client_errc::invalid_configuration, delivery::not_sent);
    }
    EXPECT_EQ(server.connections(), 0);
    EXPECT_TRUE(send(http, request_to(server)).has_value()) << "the transport still works";
}

TEST_F(a_transport, goes_through_the_proxy_of_the_environment_unless_the_host_is_excepted) {
    std::vector<std::string> heads;
    stub_server proxy([&](stub_connection& connection) {
        stub_request request;
        while (connection.read_request(request)) {
            heads.push_back(request.head);
            connection.reply(200, "");
        }
    });
    ::setenv("http_proxy", ("http://user:p%40ss@" + proxy.url().substr(7)).c_str(), 1);
    ::setenv("no_proxy", "127.0.0.0/8", 1);
    http_request request = request_to(proxy);
    EXPECT_TRUE(send(request).has_value());
    request.url = "http://dynamodb.test/";
    EXPECT_TRUE(send(request).has_value());
    ::unsetenv("http_proxy");
    ::unsetenv("no_proxy");
    ASSERT_EQ(heads.size(), 2U);
    EXPECT_TRUE(heads[0].starts_with("POST / HTTP/1.1\r\nHost: 127.0.0.1:")) << heads[0];
    EXPECT_EQ(heads[0].find("Proxy-Authorization"), std::string::npos);
    EXPECT_TRUE(heads[1].starts_with("POST http://dynamodb.test/ HTTP/1.1\r\nHost: dynamodb.test\r\n")) << heads[1];
    EXPECT_NE(heads[1].find("\r\nProxy-Authorization: Basic dXNlcjpwQHNz\r\n"), std::string::npos) << heads[1];
}

/// The server's half of RFC 1928 for a client without a login, up to the open way to the host whose name is returned.
std::string accept_socks(stub_connection& connection) {
    const std::string greeting = connection.read_bytes(2);
    connection.read_bytes(static_cast<unsigned char>(greeting[1]));
    connection.send(std::string("\5\0", 2));
    const std::string wish = connection.read_bytes(5);  // version, connect, 0, a name, its length
    const std::string host = connection.read_bytes(static_cast<unsigned char>(wish[4]));
    connection.read_bytes(2);
    connection.send(std::string("\5\0\0\1\0\0\0\0\0\0", 10));
    return host;
}

TEST_F(a_transport, goes_through_a_socks_proxy_to_the_host_itself) {
    std::string host;
    std::vector<std::string> heads;
    stub_server proxy([&](stub_connection& connection) {
        host = accept_socks(connection);
        stub_request request;
        while (connection.read_request(request)) {
            heads.push_back(request.head);
            connection.reply(200, request.body);
        }
    });
    ::setenv("http_proxy", proxy.url("socks5h").c_str(), 1);
    http_request request = request_to(proxy);
    request.url = "http://dynamodb.test/";
    const auto http = make_transport();
    for (const std::string body : {"one", "two"}) {
        request.body = body;
        const auto outcome = send(http, request);
        ASSERT_TRUE(outcome.has_value()) << outcome.error().error.message();
        EXPECT_EQ(outcome->body, body);
    }
    ::unsetenv("http_proxy");
    EXPECT_EQ(host, "dynamodb.test");
    ASSERT_EQ(heads.size(), 2U);
    EXPECT_TRUE(heads[1].starts_with("POST / HTTP/1.1\r\nHost: dynamodb.test\r\n")) << heads[1];
}

TEST_F(a_transport, takes_an_answer_that_comes_before_the_request_has_left) {
    stub_server server([](stub_connection& connection) {
        connection.read_more();
        connection.reply(413, "too much");
        std::this_thread::sleep_for(100ms);  // or the reset may overtake the answer
    });
    const auto outcome = send(request_to(server, std::string(20'000'000, 'x')));
    ASSERT_TRUE(outcome.has_value()) << outcome.error().error.message();
    EXPECT_EQ(outcome->status, 413);
    EXPECT_EQ(outcome->body, "too much");
}

TEST_F(a_transport, uses_no_connection_again_that_the_server_wants_closed) {
    stub_server server([](stub_connection& connection) {
        stub_request request;
        while (connection.read_request(request)) {
            connection.reply(200, request.body, "Connection: close\r\n");
        }
    });
    const auto http = make_transport();
    ASSERT_TRUE(send(http, request_to(server)).has_value());
    ASSERT_TRUE(send(http, request_to(server)).has_value());
    EXPECT_EQ(server.connections(), 2);
}

TEST_F(a_transport, closes_an_unused_connection_when_another_host_needs_one) {
    options.max_connections = 1;
    stub_server first(answer_all);
    stub_server second(answer_all);
    const auto http = make_transport();
    for (int i = 1; i <= 3; ++i) {
        ASSERT_TRUE(send(http, request_to(first)).has_value());
        ASSERT_TRUE(send(http, request_to(second)).has_value());
        EXPECT_EQ(first.connections(), i);
        EXPECT_EQ(second.connections(), i);
    }
}

// The server's threads close their ends a moment after ours.
std::size_t settled_descriptors() {
    std::this_thread::sleep_for(100ms);
    return mastra::test::open_descriptors();
}

TEST_F(a_transport, leaves_no_descriptor_open) {
    stub_server server([](stub_connection& connection) {
        stub_request request;
        while (connection.read_request(request)) {
            if (request.body == "drop") {
                return;
            }
            connection.reply(200, "");
        }
    });
    const auto round = [&] {
        const auto http = make_transport();
        for (int i = 0; i < 8; ++i) {
            http->start(request_to(server, i % 4 == 0 ? "drop" : ""), [](transport_result) {});
        }
        http_request nobody;
        nobody.url = "http://127.0.0.1:1/";
        http->start(nobody, [](transport_result) {});
        context.restart();
        context.run();
    };
    round();
    const std::size_t before = settled_descriptors();
    for (int i = 0; i < 10; ++i) {
        round();
    }
    const std::size_t after = settled_descriptors();
    EXPECT_LE(after, before);
}

}  // namespace
}  // namespace mastra::client::test
