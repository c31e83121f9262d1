#include "client/curl/curl_exchange.hpp"

#include "client/curl/curl_errors.hpp"
#include "client/proxy_rules.hpp"
#include "client/socket_watcher.hpp"

#include "mastra/client/trusted_ca_file.hpp"
#include "mastra/core/ascii.hpp"

#include <openssl/ssl.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <new>
#include <utility>

namespace mastra::client {
namespace {

// Headers that libcurl would add by itself; a line without a value switches one off.
constexpr std::array<std::string_view, 2> unwanted_headers{"Accept:", "Expect:"};
constexpr std::string_view content_type = "Content-Type";

curl_socket_t open_socket(void* watcher, curlsocktype, curl_sockaddr* address) {
    return static_cast<socket_watcher*>(watcher)->open(address->family, address->socktype, address->protocol);
}

int close_socket(void* watcher, curl_socket_t descriptor) {
    static_cast<socket_watcher*>(watcher)->close(descriptor);
    return 0;
}

bool has_control_character(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; });
}

}  // namespace

curl_exchange::curl_exchange(const curl_transport_options& options, socket_watcher& sockets, ca_store_ptr cas)
    : options_(options), cas_(std::move(cas)), handle_(curl_easy_init()) {
    if (handle_ == nullptr) {
        throw std::bad_alloc();
    }
    set_fixed_options();
    set_socket_functions(sockets);
    set_trusted_cas();
}

curl_exchange::~curl_exchange() {
    curl_easy_cleanup(handle_);
}

curl_exchange& curl_exchange::of(CURL* handle) {
    void* self = nullptr;
    curl_easy_getinfo(handle, CURLINFO_PRIVATE, &self);
    return *static_cast<curl_exchange*>(self);
}

template <class Value>
void curl_exchange::set(CURLoption option, Value value) {
    if (curl_easy_setopt(handle_, option, value) == CURLE_OUT_OF_MEMORY) {
        throw std::bad_alloc();
    }
}

void curl_exchange::set_fixed_options() {
    set(CURLOPT_PRIVATE, static_cast<void*>(this));
    set(CURLOPT_ERRORBUFFER, fault_.data());
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_TCP_NODELAY, 1L);
    set(CURLOPT_TCP_KEEPALIVE, 1L);
    set(CURLOPT_MAXAGE_CONN, static_cast<long>(options_.idle_timeout.count()));
    set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(options_.max_reply_bytes));
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    set(CURLOPT_NOPROXY, hosts_without_proxy(std::getenv).c_str());
    set(CURLOPT_WRITEFUNCTION, &curl_exchange::on_body);
    set(CURLOPT_WRITEDATA, static_cast<void*>(this));
    set(CURLOPT_HEADERFUNCTION, &curl_exchange::on_header);
    set(CURLOPT_HEADERDATA, static_cast<void*>(this));
    set(CURLOPT_PREREQFUNCTION, &curl_exchange::on_request_about_to_be_sent);
    set(CURLOPT_PREREQDATA, static_cast<void*>(this));
}

void curl_exchange::set_socket_functions(socket_watcher& sockets) {
    set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
    set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(&sockets));
    set(CURLOPT_CLOSESOCKETFUNCTION, &close_socket);
    set(CURLOPT_CLOSESOCKETDATA, static_cast<void*>(&sockets));
}

// Without a folder of certificates libcurl reads the file once and keeps it for all connections.
void curl_exchange::set_trusted_cas() {
    const std::string file = cas_ ? std::string() : trusted_ca_file();
    set(CURLOPT_CAINFO, file.empty() ? nullptr : file.c_str());
    set(CURLOPT_CAPATH, nullptr);
    if (cas_) {
        set(CURLOPT_SSL_CTX_FUNCTION, &curl_exchange::on_tls_context);
        set(CURLOPT_SSL_CTX_DATA, static_cast<void*>(this));
    }
}

CURLcode curl_exchange::on_tls_context(CURL*, void* context, void* self) {
    SSL_CTX_set1_cert_store(static_cast<SSL_CTX*>(context), static_cast<curl_exchange*>(self)->cas_.get());
    return CURLE_OK;
}

result<void> curl_exchange::begin(const transfer_ptr& entry) {
    const http_request& request = entry->request;
    MASTRA_CHECK(set_headers(request.headers));
    set_method(request.method);
    set_url(request.url);
    if (request.method != "GET") {
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        set(CURLOPT_POSTFIELDS, request.body.data());  // not copied: the transfer outlives the request
    }
    const bool own_limit = request.connect_timeout.count() > 0;
    set(CURLOPT_CONNECTTIMEOUT_MS,
        static_cast<long>((own_limit ? request.connect_timeout : options_.connect_timeout).count()));
    current_ = entry;
    current_->exchange = this;
    reply_ = {};
    too_large_ = false;
    head_complete_ = false;
    seen_before_send_ = false;
    fault_[0] = '\0';
    return {};
}

void curl_exchange::end() noexcept {
    current_->exchange = nullptr;
    current_.reset();
}

void curl_exchange::set_method(const std::string& method) {
    if (method == method_) {
        return;
    }
    const bool is_get = method == "GET";
    set(is_get ? CURLOPT_HTTPGET : CURLOPT_POST, 1L);
    set(CURLOPT_CUSTOMREQUEST, is_get || method == "POST" ? nullptr : method.c_str());
    method_ = method;
}

void curl_exchange::set_url(const std::string& url) {
    if (url != url_) {
        set(CURLOPT_URL, url.c_str());
        url_ = url;
    }
}

result<void> curl_exchange::set_headers(const std::vector<http_header>& headers) {
    header_text_.clear();
    std::vector<std::size_t> starts;
    starts.reserve(headers.size() + unwanted_headers.size() + 1);
    bool has_content_type = false;
    for (const http_header& header : headers) {
        if (has_control_character(header.name) || has_control_character(header.value)) {
            return error(client_errc::invalid_configuration, "a request header has a control character");
        }
        has_content_type = has_content_type || ascii_iequals(header.name, content_type);
        starts.push_back(header_text_.size());
        header_text_.append(header.name).append(header.value.empty() ? ";" : ": ").append(header.value).push_back('\0');
    }
    for (const std::string_view line : unwanted_headers) {
        starts.push_back(header_text_.size());
        header_text_.append(line).push_back('\0');
    }
    if (!has_content_type) {
        starts.push_back(header_text_.size());
        header_text_.append(content_type).append(":").push_back('\0');
    }
    header_nodes_.resize(starts.size());
    for (std::size_t i = 0; i < starts.size(); ++i) {
        header_nodes_[i] = {header_text_.data() + starts[i], i + 1 < starts.size() ? &header_nodes_[i + 1] : nullptr};
    }
    set(CURLOPT_HTTPHEADER, header_nodes_.data());
    return {};
}

transport_result curl_exchange::outcome(CURLcode code) {
    if (code != CURLE_OK) {
        return failure(code);
    }
    if (!head_complete_) {  // for libcurl a reply that breaks off in its headers is a reply without a body
        return transport_error{error(client_errc::connection_lost, "the reply broke off"), delivery::maybe_sent};
    }
    long status = 0;
    curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
    reply_.status = static_cast<int>(status);
    return std::move(reply_);
}

delivery curl_exchange::delivered() const {
    long sent_bytes = 0;
    curl_easy_getinfo(handle_, CURLINFO_REQUEST_SIZE, &sent_bytes);
    return sent_bytes == 0 ? delivery::not_sent : delivery::maybe_sent;
}

transport_error curl_exchange::failure(CURLcode code) const {
    const std::string_view fault = fault_.data();
    const client_errc meaning = too_large_ ? client_errc::reply_too_large : errc_of(code, fault);
    std::string text = fault.empty() ? std::string(curl_easy_strerror(code)) : std::string(fault);
    return {error(meaning, std::move(text)), delivered()};
}

std::size_t curl_exchange::on_body(char* data, std::size_t size, std::size_t count, void* self) {
    auto& exchange = *static_cast<curl_exchange*>(self);
    const std::size_t bytes = size * count;
    std::string& body = exchange.reply_.body;
    if (bytes > exchange.options_.max_reply_bytes - std::min(body.size(), exchange.options_.max_reply_bytes)) {
        exchange.too_large_ = true;
        return 0;
    }
    body.append(data, bytes);
    return bytes;
}

std::size_t curl_exchange::on_header(char* data, std::size_t size, std::size_t count, void* self) {
    static_cast<curl_exchange*>(self)->keep_header({data, size * count});
    return size * count;
}

void curl_exchange::keep_header(std::string_view line) {
    if (line.starts_with("HTTP/")) {  // an interim reply (100 Continue) came before this one
        reply_ = {};
        head_complete_ = false;
        return;
    }
    if (line == "\r\n" || line == "\n") {
        head_complete_ = true;
        return;
    }
    const std::size_t colon = line.find(':');
    if (colon == line.npos) {
        return;
    }
    const std::string_view name = line.substr(0, colon);
    const auto value = [&] { return std::string(ascii_trim(line.substr(colon + 1))); };
    if (ascii_iequals(name, "x-amzn-requestid")) {
        reply_.request_id = value();
    } else if (ascii_iequals(name, "date")) {
        reply_.date = value();
    } else if (ascii_iequals(name, "x-amz-crc32")) {
        reply_.crc32 = value();
    } else if (ascii_iequals(name, "content-length")) {
        std::size_t length = 0;
        const std::string text = value();
        std::from_chars(text.data(), text.data() + text.size(), length);
        reply_.body.reserve(std::min(length, options_.max_reply_bytes));
    }
    if (options_.keep_headers) {
        reply_.headers.push_back({std::string(name), value()});
    }
}

// libcurl silently sends a request again when a reused connection dies before the reply's first byte. The first copy
// may have been carried out, so for a write that would be a second effect: whether to repeat is the driver's decision.
int curl_exchange::on_request_about_to_be_sent(void* self, char*, char*, int, int) {
    auto& exchange = *static_cast<curl_exchange*>(self);
    const bool sent_before = exchange.seen_before_send_ && exchange.delivered() == delivery::maybe_sent;
    exchange.seen_before_send_ = true;
    return sent_before ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

}  // namespace mastra::client
