#include "client/socket_watcher.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/error.hpp>

#include <utility>

namespace mastra::client {

namespace asio = boost::asio;

namespace {

/// Tells whether a number still means the same socket. Another thread may open that number at the same time, which is
/// what this is asked for; ThreadSanitizer takes it for a race (tests/thread_sanitizer.suppressions).
std::uint64_t socket_identity_of(int descriptor) {
    struct stat found {};
    return ::fstat(descriptor, &found) == 0 ? static_cast<std::uint64_t>(found.st_ino) : 0;
}

bool is_connected(int descriptor) {
    sockaddr_storage peer{};
    socklen_t length = sizeof peer;
    return ::getpeername(descriptor, reinterpret_cast<sockaddr*>(&peer), &length) == 0;
}

}  // namespace

struct socket_watcher::watched_socket {
    using descriptor_type = asio::posix::basic_stream_descriptor<client_strand>;

    watched_socket(const client_strand& strand, int number_, int descriptor_, bool is_duplicate_)
        : number(number_), is_duplicate(is_duplicate_), descriptor(strand, descriptor_) {}

    int number;
    bool is_duplicate;
    descriptor_type descriptor;  // owns: a duplicate, or the socket itself
    std::array<bool, 2> wanted{};
    std::array<bool, 2> pending{};
};

socket_watcher::socket_watcher(client_strand strand, ready_function on_ready)
    : strand_(std::move(strand)), on_ready_(std::move(on_ready)) {}

socket_watcher::~socket_watcher() = default;

int socket_watcher::open(int domain, int type, int protocol) {
    const int descriptor = ::socket(domain, type | SOCK_CLOEXEC, protocol);
    if (descriptor >= 0) {
        forget(descriptor);  // who had this number is gone
        made_here_[descriptor] = made_socket{socket_identity_of(descriptor)};
    }
    return descriptor;
}

void socket_watcher::close(int descriptor) {
    const auto found = sockets_.find(descriptor);
    const bool registered_itself = found != sockets_.end() && !found->second->is_duplicate;
    forget(descriptor);
    made_here_.erase(descriptor);
    if (!registered_itself) {
        ::close(descriptor);
    }
}

void socket_watcher::forget(int number) {
    const auto found = sockets_.find(number);
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
    const socket_ptr socket = found != sockets_.end() ? found->second : adopt(descriptor);
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
    if (socket->is_duplicate) {
        forget(descriptor);
        look_after(descriptor);
        return;
    }
    socket->wanted = {};
    // A wait that nobody wants would keep the executor busy, and a program that runs it to its end would not end.
    if (socket->pending[reading] || socket->pending[writing]) {
        boost::system::error_code ignored;
        socket->descriptor.cancel(ignored);
    }
}

void socket_watcher::look_after(int number) {
    const auto made = made_here_.find(number);
    if (made == made_here_.end()) {
        return;
    }
    if (socket_identity_of(number) == made->second.identity) {
        made->second.is_connected = is_connected(number);
    } else {
        made_here_.erase(made);  // closed without a word; the number may be anybody's
    }
}

socket_watcher::socket_ptr socket_watcher::adopt(int number) {
    const auto made = made_here_.find(number);
    const bool is_duplicate = made == made_here_.end() || !made->second.is_connected;
    const int descriptor = is_duplicate ? ::fcntl(number, F_DUPFD_CLOEXEC, 0) : number;
    if (descriptor < 0) {
        return nullptr;
    }
    try {
        auto socket = std::make_shared<watched_socket>(strand_, number, descriptor, is_duplicate);
        sockets_[number] = socket;
        return socket;
    } catch (const boost::system::system_error&) {  // the reactor did not take it; the descriptor is still ours
        if (is_duplicate) {
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
