#include "client/curl/curl_connection.hpp"

#include "client/curl/curl_errors.hpp"
#include "client/curl/route.hpp"
#include "client/socket_watcher.hpp"

#include "mastra/client/trusted_ca_file.hpp"

#include <sys/socket.h>
#include <sys/uio.h>

#include <openssl/ssl.h>

#include <cerrno>
#include <new>
#include <system_error>
#include <utility>

namespace mastra::client {
namespace {

curl_socket_t open_socket(void* watcher, curlsocktype, curl_sockaddr* address) {
    return static_cast<socket_watcher*>(watcher)->open(address->family, address->socktype, address->protocol);
}

int close_socket(void* watcher, curl_socket_t descriptor) {
    static_cast<socket_watcher*>(watcher)->close(descriptor);
    return 0;
}

ssize_t send_both(int socket, std::string_view first, std::string_view second) {
    // The system call does not write to them.
    std::array<iovec, 2> pieces{iovec{const_cast<char*>(first.data()), first.size()},
                                iovec{const_cast<char*>(second.data()), second.size()}};
    msghdr message{};
    message.msg_iov = pieces.data();
    message.msg_iovlen = pieces.size();
    return ::sendmsg(socket, &message, MSG_NOSIGNAL);
}

/// What a system call on a socket that does not block has returned.
result<io_progress> transferred(ssize_t bytes) {
    if (bytes >= 0) {
        return io_progress{static_cast<std::size_t>(bytes), false};
    }
    const int why = errno;
    if (why == EAGAIN || why == EWOULDBLOCK || why == EINTR) {
        return io_progress{0, true};
    }
    return error(client_errc::connection_lost, std::generic_category().message(why));
}

}  // namespace

curl_connection::curl_connection(const curl_context& context, void* owner)
    : context_(context), handle_(curl_easy_init()) {
    if (handle_ == nullptr) {
        throw std::bad_alloc();
    }
    // The most that libcurl reads at once.
    constexpr long read_bytes = 64 * 1024;
    set(CURLOPT_CONNECT_ONLY, 1L);
    set(CURLOPT_PRIVATE, owner);
    set(CURLOPT_ERRORBUFFER, fault_.data());
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_BUFFERSIZE, read_bytes);
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_TCP_NODELAY, 1L);
    set(CURLOPT_TCP_KEEPALIVE, 1L);
    set(CURLOPT_NOPROXY, "");  // proxy_of has decided
    set(CURLOPT_SHARE, context_.shared);
    set_socket_functions();
    set_trusted_cas();
}

curl_connection::~curl_connection() {
    curl_multi_remove_handle(context_.multi, handle_);
    curl_easy_cleanup(handle_);
}

void* curl_connection::owner_of(CURL* handle) {
    void* owner = nullptr;
    curl_easy_getinfo(handle, CURLINFO_PRIVATE, &owner);
    return owner;
}

template <class Value>
void curl_connection::set(CURLoption option, Value value) {
    if (curl_easy_setopt(handle_, option, value) == CURLE_OUT_OF_MEMORY) {
        throw std::bad_alloc();
    }
}

void curl_connection::set_socket_functions() {
    set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
    set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(&context_.sockets));
    set(CURLOPT_CLOSESOCKETFUNCTION, &close_socket);
    set(CURLOPT_CLOSESOCKETDATA, static_cast<void*>(&context_.sockets));
}

// Without a folder of certificates libcurl reads the file once and keeps it for all connections.
void curl_connection::set_trusted_cas() {
    const std::string file = context_.cas ? std::string() : trusted_ca_file();
    set(CURLOPT_CAINFO, file.empty() ? nullptr : file.c_str());
    set(CURLOPT_CAPATH, nullptr);
    if (context_.cas) {
        set(CURLOPT_SSL_CTX_FUNCTION, &curl_connection::on_tls_context);
        set(CURLOPT_SSL_CTX_DATA, static_cast<void*>(this));
    }
}

CURLcode curl_connection::on_tls_context(CURL*, void* tls, void* self) {
    SSL_CTX_set1_cert_store(static_cast<SSL_CTX*>(tls), static_cast<curl_connection*>(self)->context_.cas.get());
    return CURLE_OK;
}

bool curl_connection::open(const std::string& url, const route& way, std::chrono::milliseconds timeout) {
    is_encrypted_ = way.is_encrypted;
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_PROXY, way.proxy.c_str());
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(timeout.count()));
    return curl_multi_add_handle(context_.multi, handle_) == CURLM_OK;
}

int curl_connection::connected() {
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(handle_, CURLINFO_ACTIVESOCKET, &socket);
    plain_socket_ = is_encrypted_ ? -1 : socket;
    return socket;
}

// libcurl looks through all connections for this one with every piece: where it would only pass bytes on, it is not
// asked.
result<io_progress> curl_connection::write(std::string_view first, std::string_view second) {
    if (is_plain()) {
        return transferred(send_both(plain_socket_, first, second));
    }
    const std::string_view bytes = first.empty() ? second : first;
    std::size_t written = 0;
    const CURLcode code = curl_easy_send(handle_, bytes.data(), bytes.size(), &written);
    return progress(code, written);
}

result<io_progress> curl_connection::read(std::span<char> buffer) {
    if (is_plain()) {
        return transferred(::recv(plain_socket_, buffer.data(), buffer.size(), 0));
    }
    std::size_t received = 0;
    const CURLcode code = curl_easy_recv(handle_, buffer.data(), buffer.size(), &received);
    return progress(code, received);
}

bool curl_connection::is_idle() {
    char unexpected = 0;
    const auto got = read({&unexpected, 1});
    return got.has_value() && got->would_block;
}

result<io_progress> curl_connection::progress(CURLcode code, std::size_t bytes) const {
    if (code == CURLE_OK || code == CURLE_AGAIN) {
        return io_progress{bytes, code == CURLE_AGAIN};
    }
    return failure(code);
}

error curl_connection::failure(CURLcode code) const {
    const std::string_view fault = fault_.data();
    return error(errc_of(code, fault), fault.empty() ? std::string(curl_easy_strerror(code)) : std::string(fault));
}

}  // namespace mastra::client
