#include "client/socket_watcher.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/error.hpp>

#include <utility>

namespace mastra::client {

namespace asio = boost::asio;

struct socket_watcher::watched_socket {
    using descriptor_type = asio::posix::basic_stream_descriptor<client_strand>;

    watched_socket(const client_strand& strand, int number_, int descriptor_, bool made_here_)
        : number(number_), made_here(made_here_), descriptor(strand, descriptor_) {}

    int number;
    bool made_here;
    descriptor_type descriptor;  // owns: the socket itself when made here, a duplicate otherwise
    std::array<bool, 2> wanted{};
    std::array<bool, 2> pending{};
};

socket_watcher::socket_watcher(client_strand strand, ready_function on_ready)
    : strand_(std::move(strand)), on_ready_(std::move(on_ready)) {}

socket_watcher::~socket_watcher() = default;

int socket_watcher::open(int domain, int type, int protocol) {
    const int descriptor = ::socket(domain, type | SOCK_CLOEXEC, protocol);
    if (descriptor >= 0 && !adopt(descriptor, descriptor, true)) {
        ::close(descriptor);
        return -1;
    }
    return descriptor;
}

void socket_watcher::close(int descriptor) {
    const auto found = sockets_.find(descriptor);
    if (found == sockets_.end()) {
        return;
    }
    const socket_ptr socket = found->second;
    sockets_.erase(found);
    socket->wanted = {};
    boost::system::error_code ignored;
    socket->descriptor.close(ignored);
}

void socket_watcher::watch(int descriptor, bool want_reading, bool want_writing, const owner_ptr& owner) {
    const auto found = sockets_.find(descriptor);
    const socket_ptr socket = found != sockets_.end() ? found->second : adopt(descriptor, ::dup(descriptor), false);
    if (!socket) {
        return;
    }
    socket->wanted = {want_reading, want_writing};
    for (const direction way : {reading, writing}) {
        if (socket->wanted[way] && !socket->pending[way]) {
            arm(socket, way, owner);
        }
    }
}

void socket_watcher::unwatch(int descriptor) {
    const auto found = sockets_.find(descriptor);
    if (found == sockets_.end()) {
        return;
    }
    const socket_ptr socket = found->second;
    if (!socket->made_here) {
        close(descriptor);
        return;
    }
    socket->wanted = {};
    // A wait that nobody wants would keep the executor busy, and a program that runs it to its end would not end.
    if (socket->pending[reading] || socket->pending[writing]) {
        boost::system::error_code ignored;
        socket->descriptor.cancel(ignored);
    }
}

socket_watcher::socket_ptr socket_watcher::adopt(int number, int descriptor, bool made_here) {
    if (descriptor < 0) {
        return nullptr;
    }
    try {
        auto socket = std::make_shared<watched_socket>(strand_, number, descriptor, made_here);
        sockets_[number] = socket;
        return socket;
    } catch (const boost::system::system_error&) {  // the reactor did not take it; the descriptor is still ours
        if (!made_here) {
            ::close(descriptor);
        }
        return nullptr;
    }
}

void socket_watcher::arm(const socket_ptr& socket, direction way, const owner_ptr& owner) {
    using descriptor_base = asio::posix::descriptor_base;
    socket->pending[way] = true;
    socket->descriptor.async_wait(
        way == reading ? descriptor_base::wait_read : descriptor_base::wait_write,
        [this, socket, way, owner](const boost::system::error_code& code) { on_wait_over(socket, way, code, owner); });
}

void socket_watcher::on_wait_over(const socket_ptr& socket, direction way, const boost::system::error_code& code,
                                  const owner_ptr& owner) {
    socket->pending[way] = false;
    if (!socket->wanted[way]) {
        return;
    }
    const bool aborted = code == asio::error::operation_aborted;  // unwatched, and wanted again since
    if (!aborted) {
        on_ready_(socket->number, way);
    }
    const bool still_works = !code || aborted;
    if (still_works && socket->wanted[way] && !socket->pending[way]) {
        arm(socket, way, owner);
    }
}

}  // namespace mastra::client
