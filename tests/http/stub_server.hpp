// An HTTP server on loopback that does to each connection what a test says: answer, dribble, hang up.
#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace mastra::test {

struct stub_request {
    std::string head;  ///< request line and headers
    std::string body;
};

/// One connection, driven by blocking calls on a thread of its own. Every function answers false when the peer is gone
/// or the server ends.
class stub_connection {
public:
    using tcp = boost::asio::ip::tcp;

    stub_connection(tcp::socket socket, int number) : socket_(std::move(socket)), number_(number) {}

    /// 1 for the first connection of the server.
    [[nodiscard]] int number() const noexcept { return number_; }

    bool read_request(stub_request& request) {
        request = {};
        std::size_t end = std::string::npos;
        while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
            if (!read_more()) {
                return false;
            }
        }
        request.head = buffer_.substr(0, end + 4);
        buffer_.erase(0, end + 4);
        const std::size_t length = content_length(request.head);
        while (buffer_.size() < length) {
            if (!read_more()) {
                return false;
            }
        }
        request.body = buffer_.substr(0, length);
        buffer_.erase(0, length);
        return true;
    }
    bool read_more() {
        std::array<char, 65536> chunk{};
        boost::system::error_code code;
        const std::size_t count = socket_.read_some(boost::asio::buffer(chunk), code);
        buffer_.append(chunk.data(), count);
        return !code;
    }
    /// Empty when the peer is gone before as many have come.
    std::string read_bytes(std::size_t count) {
        while (buffer_.size() < count) {
            if (!read_more()) {
                return {};
            }
        }
        const std::string bytes = buffer_.substr(0, count);
        buffer_.erase(0, count);
        return bytes;
    }
    bool send(std::string_view bytes) {
        boost::system::error_code code;
        boost::asio::write(socket_, boost::asio::buffer(bytes), code);
        return !code;
    }
    bool reply(int status, std::string_view body, std::string_view headers = {}) {
        return send("HTTP/1.1 " + std::to_string(status) + " Stub\r\n" + std::string(headers) +
                    "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body));
    }
    /// Says nothing until the peer hangs up.
    void be_silent() {
        while (read_more()) {
        }
    }
    /// Hangs up so that the peer's next read or write fails.
    void reset() {
        boost::system::error_code ignored;
        socket_.set_option(boost::asio::socket_base::linger(true, 0), ignored);
        close();
    }
    void close() {
        const std::lock_guard lock(closing_);
        boost::system::error_code ignored;
        socket_.close(ignored);
    }
    /// From another thread: whatever the connection waits for ends.
    void interrupt() {
        const std::lock_guard lock(closing_);
        if (socket_.is_open()) {
            ::shutdown(socket_.native_handle(), SHUT_RDWR);
        }
    }

private:
    static std::size_t content_length(const std::string& head) {
        const std::string name = "\r\nContent-Length: ";
        const std::size_t at = head.find(name);
        return at == std::string::npos ? 0 : std::stoul(head.substr(at + name.size()));
    }

    tcp::socket socket_;
    int number_;
    std::string buffer_;
    std::mutex closing_;
};

/// Ends with its connections when it is destroyed.
class stub_server {
public:
    using tcp = boost::asio::ip::tcp;
    using behaviour = std::function<void(stub_connection&)>;

    explicit stub_server(behaviour serve) : serve_(std::move(serve)) {
        acceptor_ = tcp::acceptor(context_, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
        acceptor_.listen(1024);
        accepting_ = std::thread([this] { accept_all(); });
    }
    ~stub_server() {
        ::shutdown(acceptor_.native_handle(), SHUT_RDWR);
        accepting_.join();
        for (const auto& connection : open_) {
            connection->interrupt();
        }
        for (std::thread& thread : threads_) {
            thread.join();
        }
    }
    stub_server(const stub_server&) = delete;
    stub_server& operator=(const stub_server&) = delete;

    [[nodiscard]] std::string url(std::string_view scheme = "http") const {
        return std::string(scheme) + "://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port());
    }
    [[nodiscard]] int connections() const noexcept { return connections_; }

private:
    void accept_all() {
        for (;;) {
            boost::system::error_code code;
            tcp::socket socket = acceptor_.accept(code);
            if (code) {
                return;
            }
            socket.set_option(tcp::no_delay(true), code);
            auto connection = std::make_shared<stub_connection>(std::move(socket), ++connections_);
            open_.push_back(connection);
            threads_.emplace_back([this, connection] {
                serve_(*connection);
                connection->close();
            });
        }
    }

    behaviour serve_;
    boost::asio::io_context context_;
    tcp::acceptor acceptor_{context_};
    std::thread accepting_;
    std::vector<std::shared_ptr<stub_connection>> open_;
    std::vector<std::thread> threads_;
    std::atomic<int> connections_{0};
};

}  // namespace mastra::test
