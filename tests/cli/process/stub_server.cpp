#include "cli/process/stub_server.hpp"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>
#include <utility>
#include <vector>

namespace mastra::test {
namespace {

int listen_on_loopback(int& port) {
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener, 16) != 0 ||
        getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        throw std::runtime_error("no port on loopback");
    }
    port = ntohs(address.sin_port);
    return listener;
}

// Length of the first request in `bytes`, head and body; 0 while it is incomplete.
std::size_t request_length(const std::string& bytes) {
    const std::size_t head = bytes.find("\r\n\r\n");
    if (head == std::string::npos) {
        return 0;
    }
    const std::string name = "Content-Length: ";
    const std::size_t field = bytes.find(name);
    const std::size_t body = field < head ? std::strtoul(bytes.c_str() + field + name.size(), nullptr, 10) : 0;
    return bytes.size() >= head + 4 + body ? head + 4 + body : 0;
}

}  // namespace

stub_server::stub_server(int status, std::string body) {
    if (!body.empty()) {
        reply_ = "HTTP/1.1 " + std::to_string(status) +
                 " X\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: " + std::to_string(body.size()) +
                 "\r\n\r\n" + body;
    }
    listener_ = listen_on_loopback(port_);
    thread_ = std::thread([this] { serve(); });
}

stub_server::~stub_server() {
    stopping_ = true;
    thread_.join();
    close(listener_);
}

std::string stub_server::endpoint() const {
    return "http://127.0.0.1:" + std::to_string(port_);
}

void stub_server::serve() {
    std::vector<std::thread> connections;
    while (!stopping_) {
        pollfd waited{listener_, POLLIN, 0};
        if (poll(&waited, 1, 20) > 0) {
            const int connection = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            connections.emplace_back([this, connection] { answer(connection); });
        }
    }
    for (std::thread& connection : connections) {
        connection.join();
    }
}

void stub_server::answer(int connection) {
    std::string bytes;
    char buffer[16 * 1024];
    while (!stopping_) {
        pollfd waited{connection, POLLIN, 0};
        if (poll(&waited, 1, 20) <= 0) {
            continue;
        }
        const ssize_t count = read(connection, buffer, sizeof buffer);
        if (count <= 0) {
            break;
        }
        bytes.append(buffer, static_cast<std::size_t>(count));
        for (std::size_t length = 0; (length = request_length(bytes)) > 0;) {
            bytes.erase(0, length);
            ++requests_;
            if (!reply_.empty() && send(connection, reply_.data(), reply_.size(), MSG_NOSIGNAL) < 0) {
                break;
            }
        }
    }
    close(connection);
}

int free_port() {
    int port = 0;
    close(listen_on_loopback(port));
    return port;
}

}  // namespace mastra::test
