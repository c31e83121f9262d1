// Waits for sockets to become readable or writable, for a library that owns them otherwise. Serves curl_transport.
#pragma once

#include "client/curl_transport.hpp"

#include <boost/asio/posix/basic_stream_descriptor.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_map>

namespace mastra::client {

/// Sockets are made and closed here, so that a descriptor number never means two sockets at once. Before it is
/// connected, libcurl 7.88 closes a socket without telling anybody; until then, and for a descriptor made elsewhere, a
/// duplicate is registered and the original is left to its owner. No wait is left on the executor for a socket in which
/// nobody is interested. Thread safety: only on the strand.
class socket_watcher {
public:
    enum direction : std::size_t { reading, writing };
    /// Keeps the owner alive while a wait is pending.
    using owner_ptr = std::shared_ptr<void>;
    using ready_function = std::function<void(int descriptor, direction)>;

    socket_watcher(client_strand strand, ready_function on_ready);
    ~socket_watcher();
    socket_watcher(const socket_watcher&) = delete;
    socket_watcher& operator=(const socket_watcher&) = delete;

    /// A new socket, closed on exec. -1 on failure.
    [[nodiscard]] int open(int domain, int type, int protocol);
    /// Closes a socket that open() made.
    void close(int descriptor);
    /// Calls on_ready whenever the descriptor is ready for what is wanted, until the wish changes.
    void watch(int descriptor, bool want_reading, bool want_writing, const owner_ptr& owner);
    /// Nothing is wanted any more; the socket stays open.
    void unwatch(int descriptor);

private:
    struct watched_socket;
    struct made_socket {
        std::uint64_t identity = 0;
        bool is_connected = false;  ///< from here on nobody closes it but close()
    };
    using socket_ptr = std::shared_ptr<watched_socket>;

    [[nodiscard]] socket_ptr adopt(int number);
    void forget(int number);
    void look_after(int number);
    void arm(const socket_ptr& socket, direction way, const owner_ptr& owner);
    void on_wait_over(const socket_ptr& socket, direction way, const boost::system::error_code& code,
                      const owner_ptr& owner);

    client_strand strand_;
    ready_function on_ready_;
    std::unordered_map<int, socket_ptr> sockets_;
    std::unordered_map<int, made_socket> made_here_;
};

}  // namespace mastra::client
