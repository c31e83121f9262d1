// A world for tests of credential sources: a clock set by hand, and HTTP replies made by a function.
#pragma once

#include "client/credentials/source_context.hpp"
#include "fake_environment.hpp"
#include "mastra/client/run_blocking.hpp"
#include "mastra/client/transport.hpp"
#include "mastra/core/clock.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace mastra::client::test {

class hand_clock final : public mastra::clock {
public:
    [[nodiscard]] timestamp now() const override { return now_; }
    [[nodiscard]] std::chrono::steady_clock::time_point steady_now() const override { return steady_; }
    void advance(std::chrono::milliseconds by) {
        now_ += by;
        steady_ += by;
    }

private:
    timestamp now_ = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + std::chrono::hours(12);
    std::chrono::steady_clock::time_point steady_{std::chrono::hours(1)};
};

inline transport_result reply_with(int status, std::string body) {
    http_response response;
    response.status = status;
    response.body = std::move(body);
    return response;
}
inline transport_result fail_with(client_errc code) {
    return transport_error{error(code), delivery::not_sent};
}

/// Answers each request with what `answer` returns, and keeps the requests.
class fake_http final : public transport {
public:
    fake_http(boost::asio::io_context& context, std::function<transport_result(const http_request&)> answer)
        : context_(context), answer_(std::move(answer)) {}

    void start(http_request request, transport_handler handler) override {
        requests.push_back(request);
        boost::asio::post(context_, [this, request = std::move(request), handler = std::move(handler)]() mutable {
            const auto executor = boost::asio::get_associated_executor(handler);
            boost::asio::dispatch(executor, [outcome = answer_(request), handler = std::move(handler)]() mutable {
                std::move(handler)(std::move(outcome));
            });
        });
    }
    void stop() override {}

    std::vector<http_request> requests;

private:
    boost::asio::io_context& context_;
    std::function<transport_result(const http_request&)> answer_;
};

inline std::string header_of(const http_request& request, std::string_view name) {
    for (const http_header& header : request.headers) {
        if (header.name == name) {
            return header.value;
        }
    }
    return {};
}

/// Everything a source needs, with the lines that it logs.
struct fake_aws {
    explicit fake_aws(
        fake_machine machine,
        std::function<transport_result(const http_request&)> answer =
            [](const http_request&) { return fail_with(client_errc::connect_failed); },
        std::string profile = {})
        : http(std::make_shared<fake_http>(context, std::move(answer))),
          settings(settings_of(std::move(machine), std::move(profile))) {}

    [[nodiscard]] source_context source() {
        logger log{log_level::debug, [this](log_level, std::string_view line) { lines.emplace_back(line); }};
        return {settings, http, &clock, std::move(log), "eu-west-1", endpoint_rules::strict};
    }
    [[nodiscard]] result<credentials> run(boost::asio::awaitable<result<credentials>> fetch) {
        return run_blocking(context, std::move(fetch));
    }

    boost::asio::io_context context;
    hand_clock clock;
    std::shared_ptr<fake_http> http;
    std::shared_ptr<const aws_settings> settings;
    std::vector<std::string> lines;
};

}  // namespace mastra::client::test
