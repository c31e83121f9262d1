// One connection that libcurl makes: name, socket, proxy, TLS. What is said on it is the caller's. Serves
// curl_transport.
#pragma once

#include "client/curl/ca_store.hpp"
#include "client/curl_transport.hpp"

#include <curl/curl.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace mastra::client {

class socket_watcher;
struct route;

/// What connections of one transport share. `multi` waits for those that are being made; `shared` has the TLS sessions,
/// so that a new connection to a host takes a shorter handshake. `sockets` makes and closes the sockets.
struct curl_context {
    const curl_transport_options& options;
    CURLM* multi;
    CURLSH* shared;
    socket_watcher& sockets;
    /// The only authorities trusted; null: those of trusted_ca_file.
    ca_store_ptr cas;
};

/// How far one write or read came.
struct io_progress {
    std::size_t bytes = 0;
    /// Nothing can be done until the socket is ready.
    bool would_block = false;
};

/// Closed when it is destroyed. Thread safety: none; it lives on the transport's strand.
class curl_connection {
public:
    /// Throws std::bad_alloc when libcurl has no memory. `context` must outlive it. `owner`: for owner_of.
    curl_connection(const curl_context& context, void* owner);
    ~curl_connection();
    curl_connection(const curl_connection&) = delete;
    curl_connection& operator=(const curl_connection&) = delete;

    /// Begins to connect to the origin of `url`. The multi handle tells when it is done. False when libcurl did not
    /// take it.
    [[nodiscard]] bool open(const std::string& url, const route& way, std::chrono::milliseconds timeout);
    /// After the multi handle told of success: the socket.
    [[nodiscard]] int connected();

    /// As much as the socket takes of the one and then the other. Errors: connection_lost and others of errc_of.
    [[nodiscard]] result<io_progress> write(std::string_view first, std::string_view second);
    /// 0 bytes without would_block: the peer has hung up. Errors: as write.
    [[nodiscard]] result<io_progress> read(std::span<char> buffer);
    /// Whether it is as quiet as an unused connection should be. One system call.
    [[nodiscard]] bool is_idle();

    /// What an error code of libcurl means for this connection.
    [[nodiscard]] error failure(CURLcode code) const;

    /// Whose connection the handle is.
    [[nodiscard]] static void* owner_of(CURL* handle);

private:
    template <class Value>
    void set(CURLoption option, Value value);
    void set_socket_functions();
    void set_trusted_cas();
    [[nodiscard]] result<io_progress> progress(CURLcode code, std::size_t bytes) const;
    [[nodiscard]] bool is_plain() const noexcept { return plain_socket_ >= 0; }

    static CURLcode on_tls_context(CURL*, void* tls, void* self);

    const curl_context& context_;
    CURL* handle_;
    bool is_encrypted_ = true;
    int plain_socket_ = -1;  ///< once connected, when its bytes are sent as they are
    std::array<char, CURL_ERROR_SIZE> fault_{};
};

}  // namespace mastra::client
