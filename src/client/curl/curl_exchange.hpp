// One libcurl easy handle: a request set up on it, its reply collected, its end understood. Serves curl_transport.
#pragma once

#include "client/curl/ca_store.hpp"
#include "client/curl_transport.hpp"
#include "client/transfer_queue.hpp"

#include <curl/curl.h>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mastra::client {

class socket_watcher;

/// Reused for one request after the other: most options are set once, and the memory of headers is kept.
/// Thread safety: none; it lives on the transport's strand.
class curl_exchange {
public:
    /// Throws std::bad_alloc when libcurl has no memory. `sockets` must outlive every connection of the multi handle.
    /// `cas` are the only ones trusted; null: those of trusted_ca_file.
    curl_exchange(const curl_transport_options& options, socket_watcher& sockets, ca_store_ptr cas);
    ~curl_exchange();
    curl_exchange(const curl_exchange&) = delete;
    curl_exchange& operator=(const curl_exchange&) = delete;

    [[nodiscard]] CURL* handle() const noexcept { return handle_; }
    [[nodiscard]] static curl_exchange& of(CURL* handle);

    /// Errors: invalid_configuration for a header with a control character.
    [[nodiscard]] result<void> begin(const transfer_ptr& entry);
    /// The transfer it works on; null between two.
    [[nodiscard]] const transfer_ptr& current() const noexcept { return current_; }
    void end() noexcept;

    /// What the request became.
    [[nodiscard]] transport_result outcome(CURLcode code);
    /// Whether bytes of the request may have left.
    [[nodiscard]] delivery delivered() const;

private:
    template <class Value>
    void set(CURLoption option, Value value);
    void set_fixed_options();
    void set_socket_functions(socket_watcher& sockets);
    void set_trusted_cas();
    void set_method(const std::string& method);
    void set_url(const std::string& url);
    [[nodiscard]] result<void> set_headers(const std::vector<http_header>& headers);
    [[nodiscard]] transport_error failure(CURLcode code) const;
    void keep_header(std::string_view line);

    static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);
    static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
    static CURLcode on_tls_context(CURL*, void* context, void* self);
    static int on_request_about_to_be_sent(void* self, char* peer, char* local, int peer_port, int local_port);

    const curl_transport_options& options_;
    const ca_store_ptr cas_;
    CURL* handle_;
    transfer_ptr current_;
    http_response reply_;
    bool too_large_ = false;
    bool head_complete_ = false;
    bool seen_before_send_ = false;

    // What the handle has now, so that only differences are set.
    std::string method_;
    std::string url_;
    // libcurl reads the list while the request runs. The nodes point into the text: no allocation a header.
    std::string header_text_;
    std::vector<curl_slist> header_nodes_;
    std::array<char, CURL_ERROR_SIZE> fault_{};
};

}  // namespace mastra::client
