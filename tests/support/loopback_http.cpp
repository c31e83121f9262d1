#include "support/loopback_http.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

namespace mastra::test {

namespace http = boost::beast::http;
using boost::asio::ip::tcp;

loopback_reply exchange(std::string_view address, const loopback_request& request) {
    const auto authority = address.substr(std::string_view("http://").size());
    const auto colon = authority.find(':');
    boost::asio::io_context context;
    tcp::socket socket(context);
    boost::asio::connect(socket,
                         tcp::resolver(context).resolve(authority.substr(0, colon), authority.substr(colon + 1)));
    http::request<http::string_body> message(http::string_to_verb(request.method), request.path, 11);
    message.set(http::field::host, authority);
    message.set(http::field::connection, "close");
    for (const auto& [name, value] : request.headers) {
        message.set(name, value);
    }
    message.body() = request.body;
    message.prepare_payload();
    http::write(socket, message);
    boost::beast::flat_buffer buffer;
    http::response<http::string_body> reply;
    http::read(socket, buffer, reply);
    return {.status = reply.result_int(), .body = std::move(reply.body())};
}

}  // namespace mastra::test
