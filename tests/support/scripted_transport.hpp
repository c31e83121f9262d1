// A transport that answers from a script and keeps what it was asked: calls without a socket.
#pragma once

#include "mastra/client/transport.hpp"

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace mastra::test {

[[nodiscard]] inline client::http_response reply(int status, std::string body) {
    client::http_response response;
    response.status = status;
    response.body = std::move(body);
    response.request_id = "REQUEST-ID";
    return response;
}
[[nodiscard]] inline client::http_response service_error(std::string_view name, int status = 400) {
    return reply(status, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + std::string(name) +
                             "\",\"message\":\"said the service\"}");
}
[[nodiscard]] inline client::transport_error lost_reply() {
    return {error(client_errc::connection_lost), client::delivery::maybe_sent};
}
[[nodiscard]] inline client::transport_error no_connection() {
    return {error(client_errc::connect_failed), client::delivery::not_sent};
}

/// Answers the n-th request with the n-th step; a request beyond the script is answered by `otherwise`.
/// Thread safety: one thread.
class scripted_transport final : public client::transport {
public:
    using step = std::function<client::transport_result(const client::http_request&)>;

    explicit scripted_transport(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}

    scripted_transport& then(client::transport_result outcome) {
        return then_do([outcome = std::move(outcome)](const client::http_request&) { return outcome; });
    }
    scripted_transport& then_do(step next) {
        script_.push_back(std::move(next));
        return *this;
    }
    /// The next request is never answered, unless it is cancelled or the transport is stopped.
    scripted_transport& then_silence() { return then_do(nullptr); }
    void otherwise(step any) { otherwise_ = std::move(any); }

    [[nodiscard]] const std::vector<client::http_request>& requests() const noexcept { return requests_; }
    [[nodiscard]] bool stopped() const noexcept { return stopped_; }
    [[nodiscard]] std::size_t unanswered() const noexcept { return silent_.size(); }

    void start(client::http_request request, client::transport_handler handler) override {
        requests_.push_back(request);
        const step next = stopped_ ? stopped_answer : take_step();
        if (next) {
            answer(std::make_shared<client::transport_handler>(std::move(handler)), next(request));
            return;
        }
        auto kept = std::make_shared<client::transport_handler>(std::move(handler));
        silent_.push_back(kept);
        if (auto slot = boost::asio::get_associated_cancellation_slot(*kept); slot.is_connected()) {
            slot.assign([this, weak = std::weak_ptr(kept)](boost::asio::cancellation_type) {
                if (const auto alive = weak.lock()) {
                    end(alive, client_errc::cancelled);
                }
            });
        }
    }
    void stop() override {
        stopped_ = true;
        while (!silent_.empty()) {
            end(silent_.front(), client_errc::stopped);
        }
    }

private:
    static client::transport_result stopped_answer(const client::http_request&) {
        return client::transport_error{error(client_errc::stopped), client::delivery::not_sent};
    }

    using kept_handler = std::shared_ptr<client::transport_handler>;

    step take_step() {
        if (script_.empty()) {
            return otherwise_;
        }
        step next = std::move(script_.front());
        script_.pop_front();
        return next;
    }
    void end(kept_handler handler, client_errc why) {
        std::erase(silent_, handler);
        answer(std::move(handler), client::transport_error{error(why), client::delivery::maybe_sent});
    }
    void answer(kept_handler handler, client::transport_result outcome) {
        boost::asio::post(
            executor_, [executor = executor_, handler = std::move(handler), outcome = std::move(outcome)]() mutable {
                boost::asio::dispatch(
                    boost::asio::get_associated_executor(*handler, executor),
                    [handler, outcome = std::move(outcome)]() mutable { std::move (*handler)(std::move(outcome)); });
            });
    }

    boost::asio::any_io_executor executor_;
    std::deque<step> script_;
    step otherwise_;
    std::vector<client::http_request> requests_;
    std::vector<kept_handler> silent_;
    bool stopped_ = false;
};

}  // namespace mastra::test
