#include "client/http1/request_head.hpp"

#include <gtest/gtest.h>

#include <string>

namespace mastra::client::http1 {
namespace {

struct url_case {
    std::string url;
    std::string origin;
    std::string host;
    std::string name;
    std::string target;
};

const url_case urls[] = {
    {"http://host", "http://host", "host", "host", ""},
    {"HTTPS://host/", "HTTPS://host", "host", "host", "/"},
    {"http://127.0.0.1:8000/a/b?c=d", "http://127.0.0.1:8000", "127.0.0.1:8000", "127.0.0.1", "/a/b?c=d"},
    {"https://host:443/x#y", "https://host:443", "host", "host", "/x"},
    {"http://host:80?q", "http://host:80", "host", "host", "?q"},
    {"http://host:443/", "http://host:443", "host:443", "host", "/"},
    {"http://[::1]/", "http://[::1]", "[::1]", "[::1]", "/"},
    {"http://[::1]:8000/", "http://[::1]:8000", "[::1]:8000", "[::1]", "/"},
};

TEST(a_url, has_its_parts) {
    for (const url_case& one : urls) {
        const auto parts = split_url(one.url);
        ASSERT_TRUE(parts.has_value()) << one.url;
        EXPECT_EQ(parts->origin, one.origin) << one.url;
        EXPECT_EQ(parts->host, one.host) << one.url;
        EXPECT_EQ(parts->name, one.name) << one.url;
        EXPECT_EQ(parts->target, one.target) << one.url;
    }
}

TEST(a_url, of_another_kind_is_refused) {
    for (const char* url : {"", "host", "/path", "ftp://host/", "file:///etc/passwd", "http://", "http:///path",
                            "http://user@host/", "https://user:secret@host/"}) {
        const auto parts = split_url(url);
        ASSERT_TRUE(parts.has_error()) << url;
        EXPECT_TRUE(parts.error().is(client_errc::endpoint_refused)) << url;
    }
}

std::string text_of(const http_request& request, const forwarding* through = nullptr) {
    const auto text = request_head(request, *split_url(request.url), through);
    return text.has_value() ? *text : text.error().message();
}

TEST(a_request, is_begins_with_its_line_and_its_headers) {
    http_request request;
    request.url = "http://host:8000/";
    request.headers = {{"X-One", "1"}, {"X-None", ""}};
    request.body = std::string("body");
    EXPECT_EQ(text_of(request),
              "POST / HTTP/1.1\r\nHost: host:8000\r\nX-One: 1\r\nX-None: \r\nContent-Length: 4\r\n\r\n");
    request.body = {};
    request.headers.clear();
    request.method = "PUT";
    request.url = "http://host?q";
    EXPECT_EQ(text_of(request), "PUT /?q HTTP/1.1\r\nHost: host\r\nContent-Length: 0\r\n\r\n");
    request.method = "GET";
    EXPECT_EQ(text_of(request), "GET /?q HTTP/1.1\r\nHost: host\r\n\r\n");
}

TEST(a_request, through_a_proxy_names_the_origin_and_says_who_asks) {
    http_request request;
    request.url = "http://host:8000/x";
    request.method = "GET";
    forwarding through;
    EXPECT_EQ(text_of(request, &through), "GET http://host:8000/x HTTP/1.1\r\nHost: host:8000\r\n\r\n");
    through.authorization = "Basic dTpw";
    EXPECT_EQ(text_of(request, &through),
              "GET http://host:8000/x HTTP/1.1\r\nHost: host:8000\r\nProxy-Authorization: Basic dTpw\r\n\r\n");
}

TEST(a_request, that_could_be_read_as_two_is_refused) {
    const auto refused = [](http_request request) {
        const auto text = request_head(request, *split_url("http://host/"), nullptr);
        return text.has_error() && text.error().is(client_errc::invalid_configuration);
    };
    http_request request;
    request.url = "http://host/";
    EXPECT_FALSE(refused(request));
    for (const char* bad : {"a\r\nX-Injected: 1", "a\n", "\x7f", "\x01"}) {
        for (std::string* place : {&request.url, &request.method}) {
            const std::string before = *place;
            place->append(bad);
            EXPECT_TRUE(refused(request)) << bad;
            *place = before;
        }
        request.headers = {{"X", bad}};
        EXPECT_TRUE(refused(request)) << bad;
        request.headers = {{bad, "X"}};
        EXPECT_TRUE(refused(request)) << bad;
        request.headers.clear();
    }
    request.url = "http://host/ HTTP/1.1";
    EXPECT_TRUE(refused(request));
}

}  // namespace
}  // namespace mastra::client::http1
