#include "client/client_state.hpp"

#include "client/aws_settings.hpp"
#include "client/call_driver.hpp"
#include "client/config_check.hpp"
#include "client/credentials/default_chain.hpp"
#include "client/endpoint.hpp"
#include "client/environment.hpp"
#include "client/region.hpp"

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

namespace mastra::client::detail {

namespace asio = boost::asio;

namespace {

// Credentials are fetched beside the calls that wait for them, not behind them.
constexpr int credentials_connections = 4;

endpoint_rules rules_of(const client_config& config) {
    return config.allow_insecure_endpoint ? endpoint_rules::allow_insecure : endpoint_rules::strict;
}

client_config checked(client_config config) {
    if (auto fine = check_config(config); fine.has_error()) {
        throw mastra::exception(fine.error());
    }
    if (!config.endpoint.empty()) {
        if (auto fine = check_endpoint(config.endpoint, rules_of(config)); fine.has_error()) {
            throw mastra::exception(fine.error());
        }
    }
    config.clock = config.clock != nullptr ? config.clock : &system_clock();
    config.jitter = config.jitter ? config.jitter : thread_random_fraction;
    return config;
}

curl_transport_options data_transport_options(const client_config& config) {
    return {.max_connections = config.max_connections,
            .max_queued_requests = config.max_queued_requests,
            .connect_timeout = config.connect_timeout,
            .idle_timeout = config.idle_timeout,
            .max_reply_bytes = config.max_reply_bytes,
            .ca_certificates = config.ca_certificates,
            .keep_headers = false};
}

}  // namespace

client_state::client_state(asio::any_io_executor executor, client_config config)
    : executor_(std::move(executor)),
      completion_executor_(executor_),
      strand_(executor_),
      config_(checked(std::move(config))),
      owns_transport_(config_.transport == nullptr),
      bucket_(config_.retry.bucket_capacity),
      settings_(std::make_shared<aws_settings>(system_environment(), config_.profile)) {
    if (owns_transport_) {
        config_.transport = make_curl_transport(strand_, data_transport_options(config_));
    }
}

// Finding the region may mean reading files, hence not in the constructor.
void client_state::make_credentials() {
    credentials_provider_ptr provider = config_.credentials;
    if (!provider) {
        credentials_http_ = make_curl_transport(client_strand(executor_), {.max_connections = credentials_connections,
                                                                           .ca_certificates = config_.ca_certificates,
                                                                           .keep_headers = true});
        const auto region = resolve_region(config_.region, *settings_);
        provider = default_credentials({.settings = settings_,
                                        .http = credentials_http_,
                                        .clock = config_.clock,
                                        .log = config_.logger,
                                        .region = region.has_value() ? *region : std::string(),
                                        .endpoints = rules_of(config_)});
    }
    credentials_ = std::make_shared<credentials_cache>(executor_, provider, *config_.clock, config_.logger);
}

client_state::~client_state() = default;

void client_state::start(raw_call call, raw_handler handler) {
    auto slot = asio::get_associated_cancellation_slot(handler);
    auto driver = std::make_shared<call_driver>(shared_from_this(), std::move(call), std::move(handler));
    if (slot.is_connected()) {
        slot.assign([weak = std::weak_ptr(driver), strand = strand_](asio::cancellation_type type) {
            if ((type & asio::cancellation_type::terminal) == asio::cancellation_type::none) {
                return;
            }
            asio::post(strand, [weak] {
                if (const auto alive = weak.lock()) {
                    alive->abort(client_errc::cancelled);
                }
            });
        });
    }
    asio::post(strand_, [self = shared_from_this(), driver = std::move(driver)] { self->begin(driver); });
}

void client_state::begin(const std::shared_ptr<call_driver>& call) {
    if (stopped_) {
        call->abort(client_errc::stopped);
        return;
    }
    if (!credentials_) {
        make_credentials();
    }
    live_calls_.push_back(*call);
    call->start();
}

void client_state::stop() {
    asio::post(strand_, [self = shared_from_this()] { self->end_all(); });
}

void client_state::end_all() {
    stopped_ = true;
    while (!live_calls_.empty()) {
        live_calls_.front().abort(client_errc::stopped);
    }
    if (owns_transport_) {
        config_.transport->stop();
    }
    if (credentials_http_) {
        credentials_http_->stop();
    }
}

std::chrono::steady_clock::time_point client_state::deadline_of(const call_options& options) const {
    const auto timeout = options.timeout.count() > 0 ? options.timeout : config_.timeout;
    const auto end = clock().steady_now() + timeout;
    return options.deadline ? std::min(*options.deadline, end) : end;
}

result<const call_target*> client_state::target() {
    if (!target_) {
        MASTRA_TRY(const std::string region, resolve_region(config_.region, *settings_));
        MASTRA_TRY(endpoint where,
                   resolve_endpoint(dynamodb_service, config_.endpoint, region, rules_of(config_), *settings_));
        target_.emplace(std::move(where), region);
    }
    return &*target_;
}

}  // namespace mastra::client::detail
