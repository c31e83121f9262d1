#include "client/curl_transport.hpp"

#include "client/curl/curl_exchange.hpp"
#include "client/curl/ca_store.hpp"
#include "client/socket_watcher.hpp"
#include "client/transfer_queue.hpp"

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <new>
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

class curl_transport final : public transport, public std::enable_shared_from_this<curl_transport> {
public:
    curl_transport(client_strand strand, curl_transport_options options);
    ~curl_transport() override;

    void start(http_request request, transport_handler handler) override;
    void stop() override;

private:
    void enqueue(const transfer_ptr& entry);
    void connect_cancellation(const transfer_ptr& entry);
    void start_queued();
    void start_on(curl_exchange& exchange, const transfer_ptr& entry);
    [[nodiscard]] curl_exchange& free_exchange();
    void release(curl_exchange& exchange);

    void act(curl_socket_t socket, int readiness);
    void collect_finished();
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
    const curl_transport_options options_;
    const ca_store_ptr cas_;
    transfer_queue queue_;
    asio::steady_timer timer_;
    steady_clock::time_point armed_for_ = steady_clock::time_point::max();
    steady_clock::time_point curl_due_ = steady_clock::time_point::max();
    bool run_posted_ = false;
    bool stopped_ = false;

    // Destroyed from below: exchanges leave the multi handle, which closes its connections through the watcher.
    socket_watcher sockets_;
    multi_ptr multi_;
    std::vector<std::unique_ptr<curl_exchange>> exchanges_;
    std::vector<curl_exchange*> free_;
};

curl_transport::curl_transport(client_strand strand, curl_transport_options options)
    : strand_(std::move(strand)),
      options_(std::move(options)),
      cas_(ca_store_of(options_.ca_certificates)),
      queue_(static_cast<std::size_t>(options_.max_queued_requests)),
      timer_(strand_),
      sockets_(strand_,
               [this](int socket, socket_watcher::direction way) {
                   act(socket, way == socket_watcher::reading ? CURL_CSELECT_IN : CURL_CSELECT_OUT);
               }),
      multi_(make_multi()) {
    curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETFUNCTION, &curl_transport::on_socket);
    curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_.get(), CURLMOPT_TIMERFUNCTION, &curl_transport::on_timeout_change);
    curl_multi_setopt(multi_.get(), CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(options_.max_connections));
    curl_multi_setopt(multi_.get(), CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_NOTHING));
}

// Every operation on the executor holds a reference: here nothing is in flight, on this thread or another. Only a
// context that was destroyed with work in it leaves requests behind; their handlers are dropped with them.
curl_transport::~curl_transport() {
    curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETFUNCTION, nullptr);
    curl_multi_setopt(multi_.get(), CURLMOPT_TIMERFUNCTION, nullptr);
    for (const auto& exchange : exchanges_) {
        if (exchange->current()) {
            curl_multi_remove_handle(multi_.get(), exchange->handle());
        }
    }
}

void curl_transport::start(http_request request, transport_handler handler) {
    auto entry = std::make_shared<transfer>(std::move(request), std::move(handler));
    connect_cancellation(entry);
    asio::dispatch(strand_, [self = shared_from_this(), entry] { self->enqueue(entry); });
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
    while (exchanges_.size() - free_.size() < static_cast<std::size_t>(options_.max_connections)) {
        const transfer_ptr entry = queue_.pop(steady_clock::now());
        if (!entry) {
            return;
        }
        start_on(free_exchange(), entry);
    }
}

void curl_transport::start_on(curl_exchange& exchange, const transfer_ptr& entry) {
    auto begun = exchange.begin(entry);
    if (begun.has_value() && curl_multi_add_handle(multi_.get(), exchange.handle()) == CURLM_OK) {
        return;
    }
    if (exchange.current()) {
        exchange.end();
    }
    free_.push_back(&exchange);
    error why = begun.has_error() ? std::move(begun).error() : error(client_errc::connect_failed);
    asio::post(strand_, [self = shared_from_this(), entry, why = std::move(why)] {
        if (entry->at != transfer::stage::over) {
            self->finish(entry, transport_error{why, delivery::not_sent});
            self->settle();
        }
    });
}

curl_exchange& curl_transport::free_exchange() {
    if (free_.empty()) {
        exchanges_.push_back(std::make_unique<curl_exchange>(options_, sockets_, cas_));
        free_.reserve(exchanges_.size());
        return *exchanges_.back();
    }
    curl_exchange* exchange = free_.back();
    free_.pop_back();
    return *exchange;
}

void curl_transport::release(curl_exchange& exchange) {
    curl_multi_remove_handle(multi_.get(), exchange.handle());
    exchange.end();
    free_.push_back(&exchange);
}

void curl_transport::act(curl_socket_t socket, int readiness) {
    int running = 0;
    curl_multi_socket_action(multi_.get(), socket, readiness, &running);
    collect_finished();
    settle();
}

void curl_transport::collect_finished() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
        const CURLcode code = message->data.result;  // the message does not outlive the handle's removal
        curl_exchange& exchange = curl_exchange::of(message->easy_handle);
        const transfer_ptr entry = exchange.current();
        transport_result outcome = exchange.outcome(code);
        release(exchange);
        finish(entry, std::move(outcome));
    }
    start_queued();
}

void curl_transport::end_early(const transfer_ptr& entry, client_errc why) {
    delivery delivered = delivery::not_sent;
    if (entry->exchange != nullptr) {
        delivered = entry->exchange->delivered();
        release(*entry->exchange);
    }
    finish(entry, transport_error{error(why), delivered});
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
    auto executor = asio::get_associated_executor(entry->handler, asio::any_io_executor(strand_));
    asio::dispatch(executor, [handler = std::move(entry->handler), outcome = std::move(outcome)]() mutable {
        std::move(handler)(std::move(outcome));
    });
}

void curl_transport::end_all() {
    stopped_ = true;
    while (const transfer_ptr entry = queue_.any()) {
        end_early(entry, client_errc::stopped);
    }
    settle();
    // Only its end makes a multi handle close its idle connections; an empty one in its place costs nothing.
    exchanges_.clear();
    free_.clear();
    multi_ = make_multi();
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
        act(CURL_SOCKET_TIMEOUT, 0);
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
            self->act(CURL_SOCKET_TIMEOUT, 0);
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
