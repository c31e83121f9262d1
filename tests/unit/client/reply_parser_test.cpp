#include "client/http1/reply_parser.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace mastra::client::http1 {
namespace {

constexpr std::size_t max_body = 100;

struct outcome {
    result<void> fault;
    bool complete = false;
    bool stays_open = false;
    http_response reply;
};

outcome parse(std::string_view bytes, std::size_t piece, bool ends = false) {
    reply_parser parser({max_body, true});
    outcome got;
    for (std::size_t at = 0; at < bytes.size() && !got.fault.has_error(); at += piece) {
        got.fault = parser.take(bytes.substr(at, piece));
    }
    if (ends && !got.fault.has_error()) {
        got.fault = parser.end_of_stream();
    }
    got.complete = !got.fault.has_error() && parser.complete();
    if (got.complete) {
        got.stays_open = parser.connection_stays_open();
        got.reply = parser.take_reply();
    }
    return got;
}

struct well_formed_case {
    std::string bytes;
    int status;
    std::string body;
    bool stays_open;
};

const well_formed_case well_formed[] = {
    {"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody", 200, "body", true},
    {"HTTP/1.1 200 OK\ncontent-length:4\n\nbody", 200, "body", true},
    {"HTTP/1.1 500\r\nContent-Length: 0\r\n\r\n", 500, "", true},
    {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok", 200, "ok", true},
    {"HTTP/1.1 204 No Content\r\n\r\n", 204, "", true},
    {"HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n", 304, "", true},
    {"HTTP/1.1 100 Continue\r\nContent-Length: 9\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, "ok",
     true},
    {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok", 200, "ok", false},
    {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: upgrade, CLOSE\r\n\r\nok", 200, "ok", false},
    {"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, "ok", false},
    {"HTTP/1.0 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nok", 200, "ok", true},
    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n", 200,
     "hello world", true},
    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\nContent-Length: 3\r\n\r\n1 \r\na\r\n0\r\nTrailer: 1\r\n\r\n",
     200, "a", true},
    {"HTTP/1.1 200 OK\r\nno colon here\r\n folded\r\nContent-Length: 2\r\n\r\nok", 200, "ok", true},
};

TEST(a_reply, is_the_same_in_whatever_pieces_it_comes) {
    for (const well_formed_case& one : well_formed) {
        for (std::size_t piece = 1; piece <= one.bytes.size(); ++piece) {
            const outcome got = parse(one.bytes, piece);
            ASSERT_TRUE(got.complete) << one.bytes << " in pieces of " << piece;
            EXPECT_EQ(got.reply.status, one.status) << one.bytes;
            EXPECT_EQ(got.reply.body, one.body) << one.bytes;
            EXPECT_EQ(got.stays_open, one.stays_open) << one.bytes;
        }
        const std::string_view all = one.bytes;
        for (std::size_t end = 0; end < all.size(); ++end) {
            EXPECT_FALSE(parse(all.substr(0, end), 7).complete) << all.substr(0, end);
            EXPECT_TRUE(parse(all.substr(0, end), 7, true).fault.error().is(client_errc::connection_lost))
                << all.substr(0, end);
        }
    }
}

TEST(a_reply, without_a_length_ends_with_the_connection) {
    const outcome got = parse("HTTP/1.1 200 OK\r\n\r\nbody", 3, true);
    ASSERT_TRUE(got.complete);
    EXPECT_EQ(got.reply.body, "body");
    EXPECT_FALSE(got.stays_open);
    EXPECT_FALSE(parse("HTTP/1.1 200 OK\r\n\r\nbody", 3).complete);
}

TEST(a_reply, followed_by_more_than_was_asked_for_ends_the_connection) {
    const outcome got = parse("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokmore", 100);
    ASSERT_TRUE(got.complete);
    EXPECT_EQ(got.reply.body, "ok");
    EXPECT_FALSE(got.stays_open);
}

TEST(a_reply, gives_the_headers_that_somebody_needs) {
    const outcome got = parse(
        "HTTP/1.1 200 OK\r\nX-Amzn-RequestId:  R1 \r\nDATE: today\r\nx-amz-crc32: 17\r\nX-Other: v\r\n"
        "Content-Length: 0\r\n\r\n",
        5);
    ASSERT_TRUE(got.complete);
    EXPECT_EQ(got.reply.request_id, "R1");
    EXPECT_EQ(got.reply.date, "today");
    EXPECT_EQ(got.reply.crc32, "17");
    ASSERT_EQ(got.reply.headers.size(), 5U);
    EXPECT_EQ(got.reply.headers[3].name, "X-Other");
    EXPECT_EQ(got.reply.headers[3].value, "v");
}

TEST(a_reply, after_an_interim_one_has_none_of_its_headers) {
    const outcome got = parse(
        "HTTP/1.1 103 Early Hints\r\nDate: early\r\nTransfer-Encoding: chunked\r\n\r\n"
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
        9);
    ASSERT_TRUE(got.complete);
    EXPECT_EQ(got.reply.date, "");
    EXPECT_EQ(got.reply.headers.size(), 1U);
    EXPECT_EQ(got.reply.body, "ok");
}

TEST(a_reply, that_is_not_http_1_is_malformed) {
    const std::string head = "HTTP/1.1 200 OK\r\n";
    for (const std::string& bytes : std::vector<std::string>{
             "SSH-2.0-OpenSSH_9.2", "\x15\x03\x01", "HTTP/2 200\r\n", "HTTP/1.1 20\r\n", "HTTP/1.1 2000 OK\r\n",
             "HTTP/1.1 099 No\r\n", "HTTP/1.1-200 OK\r\n", "HTTP/1.x 200 OK\r\n",
             "HTTP/1.1 101 Switching Protocols\r\n\r\n", head + "Content-Length: x\r\n",
             head + "Content-Length: -1\r\n", head + "Content-Length: 99999999999999999999\r\n",
             head + "Content-Length: 1\r\nContent-Length: 2\r\n", head + "Transfer-Encoding: gzip\r\n",
             head + "Transfer-Encoding: chunked\r\n\r\nx\r\n", head + "Transfer-Encoding: chunked\r\n\r\n\r\n",
             head + "Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n", head + "X: " + std::string(300'000, 'x'),
             head + "Transfer-Encoding: chunked\r\n\r\n1;" + std::string(300'000, 'x')}) {
        for (const std::size_t piece : {std::size_t{1}, std::size_t{4'096}, bytes.size()}) {
            const outcome got = parse(bytes, piece);
            ASSERT_TRUE(got.fault.has_error()) << bytes.substr(0, 100);
            EXPECT_TRUE(got.fault.error().is(client_errc::malformed_reply)) << got.fault.error().message();
        }
    }
}

TEST(a_reply, larger_than_allowed_is_refused_however_it_says_its_length) {
    const std::string fits(max_body, 'x');
    const std::string head = "HTTP/1.1 200 OK\r\n";
    const auto with_length = [&](const std::string& body) {
        return head + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    };
    const auto in_chunks = [&](const std::string& body) {
        return head + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n63\r\n" + body.substr(1) + "\r\n0\r\n\r\n";
    };
    EXPECT_TRUE(parse(with_length(fits), 8).complete);
    EXPECT_TRUE(parse(in_chunks(fits), 8).complete);
    EXPECT_TRUE(parse(head + "\r\n" + fits, 8, true).complete);
    for (const std::string& bytes :
         {with_length(fits + "x"), head + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n64\r\n",
          head + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n", head + "\r\n" + fits + "x"}) {
        const outcome got = parse(bytes, 8);
        ASSERT_TRUE(got.fault.has_error()) << bytes;
        EXPECT_TRUE(got.fault.error().is(client_errc::reply_too_large)) << got.fault.error().message();
    }
}

}  // namespace
}  // namespace mastra::client::http1
