#include "client/curl_transport.hpp"

#include "client/curl/curl_connection.hpp"
#include "client/curl/forward_proxy.hpp"
#include "client/curl/http_exchange.hpp"
#include "client/proxy_rules.hpp"
#include "client/socket_watcher.hpp"
#include "client/transfer_queue.hpp"

#include "mastra/core/ascii.hpp"

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <deque>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace mastra::client {
namespace {

namespace asio = boost::asio;
using std::chrono::steady_clock;

struct multi_deleter {
    void operator()(CURLM* multi) const noexcept { curl_multi_cleanup(multi); }
};
using multi_ptr = std::unique_ptr<CURLM, multi_deleter>;

multi_ptr make_multi() {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    multi_ptr multi(ready == CURLE_OK ? curl_multi_init() : nullptr);
    if (!multi) {
        throw std::bad_alloc();
    }
    return multi;
}

struct share_deleter {
    void operator()(CURLSH* shared) const noexcept { curl_share_cleanup(shared); }
};
using share_ptr = std::unique_ptr<CURLSH, share_deleter>;

/// Without locks: it is used on one strand.
share_ptr share_tls_sessions() {
    share_ptr shared(curl_share_init());
    if (!shared) {
        throw std::bad_alloc();
    }
    curl_share_setopt(shared.get(), CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
    return shared;
}

bool is_https(std::string_view url) {
    constexpr std::string_view scheme = "https:";
    return ascii_iequals(url.substr(0, scheme.size()), scheme);
}

class curl_transport final : public transport, public std::enable_shared_from_this<curl_transport> {
public:
    curl_transport(client_strand strand, curl_transport_options options);
    ~curl_transport() override;

    void start(http_request request, transport_handler handler) override;
    void stop() override;

private:
    using exchange_ptr = std::unique_ptr<http_exchange>;

    void enqueue(const transfer_ptr& entry);
    void connect_cancellation(const transfer_ptr& entry);

    void start_queued();
    [[nodiscard]] std::optional<transport_error> begin(const transfer_ptr& entry);
    [[nodiscard]] const route& route_to(const http1::url_parts& url);
    [[nodiscard]] http_exchange* unused_exchange(const route& way);
    [[nodiscard]] http_exchange& new_exchange(const route& way);
    void fail_soon(const transfer_ptr& entry, transport_error why);

    void on_ready(int socket, socket_watcher::direction way);
    void drive_curl(curl_socket_t socket, int readiness);
    void collect_connected();
    [[nodiscard]] result<void> send(http_exchange& exchange);
    void receive(http_exchange& exchange);
    void complete(http_exchange& exchange);
    void fail(http_exchange& exchange, error why);

    [[nodiscard]] transport_error break_off(http_exchange& exchange, error why);
    void close(http_exchange& exchange);
    void end_early(const transfer_ptr& entry, client_errc why);
    void end_expired();
    void finish(const transfer_ptr& entry, transport_result outcome);
    void end_all();

    void settle();
    void arm_timer(steady_clock::time_point due);
    void on_timer();
    void run_soon();

    static int on_socket(CURL*, curl_socket_t socket, int wish, void* self, void*);
    static int on_timeout_change(CURLM*, long milliseconds, void* self);

    client_strand strand_;
    const asio::any_completion_executor completion_executor_;  // the strand, for handlers without their own
    const curl_transport_options options_;
    transfer_queue queue_;
    asio::steady_timer timer_;
    steady_clock::time_point armed_for_ = steady_clock::time_point::max();
    steady_clock::time_point curl_due_ = steady_clock::time_point::max();
    bool run_posted_ = false;
    bool stopped_ = false;

    // Destroyed from below: connections leave the multi handle, and are closed through the watcher.
    socket_watcher sockets_;
    share_ptr tls_sessions_;
    multi_ptr multi_;
    const curl_context context_;
    std::map<std::string, route, std::less<>> routes_;  // by origin
    std::vector<exchange_ptr> exchanges_;
    std::deque<http_exchange*> unused_;                  // the longest unused first
    std::unordered_map<int, http_exchange*> by_socket_;  // the connected ones
    std::array<char, 64 * 1024> received_{};
};

curl_transport::curl_transport(client_strand strand, curl_transport_options options)
    : strand_(std::move(strand)),
      completion_executor_(strand_),
      options_(std::move(options)),
      queue_(static_cast<std::size_t>(options_.max_queued_requests)),
      timer_(strand_),
      sockets_(strand_, [this](int socket, socket_watcher::direction way) { on_ready(socket, way); }),
      tls_sessions_(share_tls_sessions()),
      multi_(make_multi()),
      context_{options_, multi_.get(), tls_sessions_.get(), sockets_, ca_store_of(options_.ca_certificates)} {
    curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETFUNCTION, &curl_transport::on_socket);
    curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_.get(), CURLMOPT_TIMERFUNCTION, &curl_transport::on_timeout_change);
    curl_multi_setopt(multi_.get(), CURLMOPT_TIMERDATA, this);
}

// Every operation on the executor holds a reference: here nothing is in flight, on this thread or another. Only a
// context that was destroyed with work in it leaves requests behind; their handlers are dropped with them.
curl_transport::~curl_transport() {
    curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETFUNCTION, nullptr);
    curl_multi_setopt(multi_.get(), CURLMOPT_TIMERFUNCTION, nullptr);
}

void curl_transport::start(http_request request, transport_handler handler) {
    auto entry = std::make_shared<transfer>(std::move(request), std::move(handler));
    connect_cancellation(entry);
    if (strand_.running_in_this_thread()) {
        enqueue(entry);
        return;
    }
    asio::post(strand_, [self = shared_from_this(), entry] { self->enqueue(entry); });
}

void curl_transport::stop() {
    asio::post(strand_, [self = shared_from_this()] { self->end_all(); });
}

void curl_transport::connect_cancellation(const transfer_ptr& entry) {
    auto slot = asio::get_associated_cancellation_slot(entry->handler);
    if (!slot.is_connected()) {
        return;
    }
    slot.assign([weak = weak_from_this(), entry = std::weak_ptr(entry)](asio::cancellation_type type) {
        const auto self = weak.lock();
        if (self && (type & asio::cancellation_type::terminal) != asio::cancellation_type::none) {
            asio::post(self->strand_, [self, entry] {
                if (const auto alive = entry.lock(); alive && alive->at != transfer::stage::over) {
                    self->end_early(alive, client_errc::cancelled);
                }
            });
        }
    });
}

void curl_transport::enqueue(const transfer_ptr& entry) {
    if (entry->at == transfer::stage::over) {
        return;
    }
    if (!stopped_ && queue_.push(entry)) {
        start_queued();
        settle();
        return;
    }
    // We may be inside start(): its promise is that the handler runs later.
    const client_errc why = stopped_ ? client_errc::stopped : client_errc::queue_full;
    asio::post(strand_, [self = shared_from_this(), entry, why] {
        if (entry->at != transfer::stage::over) {
            self->end_early(entry, why);
        }
    });
}

void curl_transport::start_queued() {
    while (exchanges_.size() - unused_.size() < static_cast<std::size_t>(options_.max_connections)) {
        const transfer_ptr entry = queue_.pop(steady_clock::now());
        if (!entry) {
            return;
        }
        if (auto refused = begin(entry)) {
            fail_soon(entry, std::move(*refused));
        }
    }
}

std::optional<transport_error> curl_transport::begin(const transfer_ptr& entry) {
    const http_request& request = entry->request;
    const auto url = http1::split_url(request.url);
    if (url.has_error()) {
        return transport_error{url.error(), delivery::not_sent};
    }
    const route& way = route_to(*url);
    auto head = http1::request_head(request, *url, way.through ? &*way.through : nullptr);
    if (head.has_error()) {
        return transport_error{std::move(head).error(), delivery::not_sent};
    }
    if (http_exchange* const ready = unused_exchange(way)) {
        ready->begin(entry, std::move(head).value());
        auto sent = send(*ready);
        return sent.has_error() ? std::optional(break_off(*ready, std::move(sent).error())) : std::nullopt;
    }
    http_exchange& fresh = new_exchange(way);
    fresh.begin(entry, std::move(head).value());
    const bool own_limit = request.connect_timeout.count() > 0;
    const bool begun =
        fresh.connection.open(request.url, way, own_limit ? request.connect_timeout : options_.connect_timeout);
    return begun ? std::nullopt : std::optional(break_off(fresh, error(client_errc::connect_failed)));
}

const route& curl_transport::route_to(const http1::url_parts& url) {
    const auto known = routes_.find(url.origin);
    if (known != routes_.end()) {
        return known->second;
    }
    route way;
    way.proxy = proxy_of(url.scheme, url.name, std::getenv);
    way.is_encrypted = is_https(url.origin) || is_https(way.proxy);
    if (!is_https(url.origin)) {
        way.through = forwarding_through(way.proxy);
    }
    return routes_.emplace(url.origin, std::move(way)).first->second;
}

/// The one that was used last, if it still works: then the others may end their time.
http_exchange* curl_transport::unused_exchange(const route& way) {
    const auto too_old = steady_clock::now() - options_.idle_timeout;
    while (!unused_.empty() && unused_.front()->unused_since < too_old) {
        close(*unused_.front());
    }
    for (std::size_t i = unused_.size(); i-- > 0;) {
        http_exchange* const candidate = unused_[i];
        if (candidate->way != &way) {
            continue;
        }
        if (candidate->connection.is_idle()) {
            unused_.erase(unused_.begin() + static_cast<std::ptrdiff_t>(i));
            return candidate;
        }
        close(*candidate);
    }
    return nullptr;
}

http_exchange& curl_transport::new_exchange(const route& way) {
    if (exchanges_.size() >= static_cast<std::size_t>(options_.max_connections)) {
        close(*unused_.front());  // to another origin
    }
    exchanges_.push_back(std::make_unique<http_exchange>(context_, way));
    return *exchanges_.back();
}

// We may be inside start(): its promise is that the handler runs later.
void curl_transport::fail_soon(const transfer_ptr& entry, transport_error why) {
    asio::post(strand_, [self = shared_from_this(), entry, why = std::move(why)] {
        if (entry->at != transfer::stage::over) {
            self->finish(entry, why);
            self->settle();
        }
    });
}

void curl_transport::on_ready(int socket, socket_watcher::direction way) {
    const auto found = by_socket_.find(socket);
    if (found == by_socket_.end()) {
        drive_curl(socket, way == socket_watcher::reading ? CURL_CSELECT_IN : CURL_CSELECT_OUT);
        return;
    }
    http_exchange& exchange = *found->second;
    if (!exchange.current) {
        return;
    }
    if (way == socket_watcher::reading) {
        receive(exchange);
    } else if (auto sent = send(exchange); sent.has_error()) {
        fail(exchange, std::move(sent).error());
    }
    start_queued();
    settle();
}

void curl_transport::drive_curl(curl_socket_t socket, int readiness) {
    int running = 0;
    curl_multi_socket_action(multi_.get(), socket, readiness, &running);
    collect_connected();
    start_queued();
    settle();
}

void curl_transport::collect_connected() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
        const CURLcode code = message->data.result;  // the message does not outlive the handle's removal
        http_exchange& exchange = *static_cast<http_exchange*>(curl_connection::owner_of(message->easy_handle));
        if (code != CURLE_OK) {
            fail(exchange, exchange.connection.failure(code));
            continue;
        }
        exchange.socket = exchange.connection.connected();
        by_socket_[exchange.socket] = &exchange;
        if (auto sent = send(exchange); sent.has_error()) {
            fail(exchange, std::move(sent).error());
        }
    }
}

result<void> curl_transport::send(http_exchange& exchange) {
    while (!exchange.is_sent()) {
        MASTRA_TRY(const io_progress wrote, exchange.connection.write(exchange.unsent_head(), exchange.unsent_body()));
        if (wrote.would_block) {
            break;
        }
        exchange.sent_bytes += wrote.bytes;
    }
    sockets_.watch(exchange.socket, true, !exchange.is_sent(), shared_from_this());
    return {};
}

void curl_transport::receive(http_exchange& exchange) {
    while (!exchange.reply.complete()) {
        const auto got = exchange.connection.read(received_);
        if (got.has_error()) {
            return fail(exchange, got.error());
        }
        if (got->would_block) {
            return;
        }
        auto taken =
            got->bytes == 0 ? exchange.reply.end_of_stream() : exchange.reply.take({received_.data(), got->bytes});
        if (taken.has_error()) {
            return fail(exchange, std::move(taken).error());
        }
    }
    complete(exchange);
}

void curl_transport::complete(http_exchange& exchange) {
    const bool works_on = exchange.reply.connection_stays_open() && exchange.is_sent();
    http_response response = exchange.reply.take_reply();
    const transfer_ptr entry = exchange.end();
    if (works_on) {
        sockets_.unwatch(exchange.socket);
        exchange.unused_since = steady_clock::now();
        unused_.push_back(&exchange);
    } else {
        close(exchange);
    }
    finish(entry, std::move(response));
}

void curl_transport::fail(http_exchange& exchange, error why) {
    const transfer_ptr entry = exchange.current;
    finish(entry, break_off(exchange, std::move(why)));
}

transport_error curl_transport::break_off(http_exchange& exchange, error why) {
    transport_error broken{std::move(why), exchange.delivered()};
    exchange.end();
    close(exchange);
    return broken;
}

void curl_transport::close(http_exchange& exchange) {
    if (exchange.is_connected()) {
        by_socket_.erase(exchange.socket);
    }
    unused_.erase(std::remove(unused_.begin(), unused_.end(), &exchange), unused_.end());
    const auto is_it = [&](const exchange_ptr& one) { return one.get() == &exchange; };
    exchanges_.erase(std::find_if(exchanges_.begin(), exchanges_.end(), is_it));
}

void curl_transport::end_early(const transfer_ptr& entry, client_errc why) {
    transport_error ended{error(why), delivery::not_sent};
    if (entry->exchange != nullptr) {
        ended = break_off(*entry->exchange, error(why));
    }
    finish(entry, std::move(ended));
    if (!stopped_) {
        start_queued();
        settle();
    }
}

void curl_transport::end_expired() {
    const auto now = steady_clock::now();
    while (const transfer_ptr late = queue_.expired(now)) {
        end_early(late, client_errc::deadline_exceeded);
    }
}

void curl_transport::finish(const transfer_ptr& entry, transport_result outcome) {
    queue_.end(entry);
    auto executor = asio::get_associated_executor(entry->handler, completion_executor_);
    entry->outcome.emplace(std::move(outcome));
    // Large, and passed on through several objects of asio: so its owner is.
    asio::dispatch(executor, [entry] { std::move(entry->handler)(*std::move(entry->outcome)); });
}

void curl_transport::end_all() {
    stopped_ = true;
    while (const transfer_ptr entry = queue_.any()) {
        end_early(entry, client_errc::stopped);
    }
    settle();
    unused_.clear();
    by_socket_.clear();
    exchanges_.clear();
}

void curl_transport::settle() {
    if (queue_.empty()) {
        if (armed_for_ != steady_clock::time_point::max()) {
            armed_for_ = steady_clock::time_point::max();
            timer_.cancel();
        }
        return;
    }
    arm_timer(std::min(curl_due_, queue_.next_deadline().value_or(steady_clock::time_point::max())));
}

// A timer that is armed early enough stays as it is, whoever it was for: moving it costs more than one idle wake-up.
void curl_transport::arm_timer(steady_clock::time_point due) {
    if (due >= armed_for_) {
        return;
    }
    armed_for_ = due;
    timer_.expires_at(due);
    timer_.async_wait([self = shared_from_this()](const boost::system::error_code& code) {
        if (!code) {
            self->on_timer();
        }
    });
}

void curl_transport::on_timer() {
    armed_for_ = steady_clock::time_point::max();
    end_expired();
    if (curl_due_ <= steady_clock::now()) {
        curl_due_ = steady_clock::time_point::max();
        drive_curl(CURL_SOCKET_TIMEOUT, 0);
    }
    settle();
}

void curl_transport::run_soon() {
    if (run_posted_) {
        return;
    }
    run_posted_ = true;
    asio::post(strand_, [self = shared_from_this()] {
        self->run_posted_ = false;
        if (!self->stopped_) {
            self->drive_curl(CURL_SOCKET_TIMEOUT, 0);
        }
    });
}

int curl_transport::on_socket(CURL*, curl_socket_t socket, int wish, void* self, void*) {
    auto& transport = *static_cast<curl_transport*>(self);
    if (wish == CURL_POLL_REMOVE) {
        transport.sockets_.unwatch(socket);
    } else {
        transport.sockets_.watch(socket, (wish & CURL_POLL_IN) != 0, (wish & CURL_POLL_OUT) != 0,
                                 transport.shared_from_this());
    }
    return 0;
}

int curl_transport::on_timeout_change(CURLM*, long milliseconds, void* self) {
    auto& transport = *static_cast<curl_transport*>(self);
    if (milliseconds == 0) {
        transport.curl_due_ = steady_clock::time_point::max();
        transport.run_soon();
    } else if (milliseconds < 0) {
        transport.curl_due_ = steady_clock::time_point::max();
    } else {
        transport.curl_due_ = steady_clock::now() + std::chrono::milliseconds(milliseconds);
    }
    return 0;
}

}  // namespace

std::shared_ptr<transport> make_curl_transport(client_strand strand, curl_transport_options options) {
    return std::make_shared<curl_transport>(std::move(strand), std::move(options));
}

}  // namespace mastra::client
