// What all calls of one client share. Serves dynamodb_client and the call driver.
#pragma once

#include "client/aws_settings.hpp"
#include "client/clock_skew.hpp"
#include "client/credentials/credentials_cache.hpp"
#include "client/curl_transport.hpp"
#include "client/endpoint_policy.hpp"
#include "client/retry_fsm.hpp"
#include "client/sigv4.hpp"
#include "mastra/client/dynamodb_client.hpp"

#include <boost/asio/any_completion_executor.hpp>
#include <boost/intrusive/list.hpp>

#include <memory>
#include <optional>

namespace mastra::client {

class call_driver;

/// Hooks a call into the list of those in flight; a call that ends or is dropped leaves it by itself.
using live_call_hook = boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;

/// Where requests go and how they are signed for it.
struct call_target {
    call_target(endpoint where_, const std::string& region)
        : where(std::move(where_)), url(where.path == "/" ? where.url + "/" : where.url), signer(region, "dynamodb") {}

    endpoint where;
    std::string url;
    sigv4_signer signer;
};

}  // namespace mastra::client

namespace mastra::client::detail {

/// Thread safety: start() and stop() from any thread; everything else on the strand, but for what is constant.
/// Lifetime: handles and calls in flight own it.
class client_state : public std::enable_shared_from_this<client_state> {
public:
    /// Throws mastra::exception with invalid_configuration or endpoint_refused.
    client_state(boost::asio::any_io_executor executor, client_config config);
    ~client_state();
    client_state(const client_state&) = delete;
    client_state& operator=(const client_state&) = delete;

    void start(raw_call call, raw_handler handler);
    void stop();

    // Constant after construction.
    [[nodiscard]] const boost::asio::any_io_executor& executor() const noexcept { return executor_; }
    /// The same, for handlers that have none of their own.
    [[nodiscard]] const boost::asio::any_completion_executor& completion_executor() const noexcept {
        return completion_executor_;
    }
    [[nodiscard]] const client_strand& strand() const noexcept { return strand_; }
    [[nodiscard]] const client_config& config() const noexcept { return config_; }
    [[nodiscard]] const mastra::clock& clock() const noexcept { return *config_.clock; }
    [[nodiscard]] std::chrono::steady_clock::time_point deadline_of(const call_options& options) const;
    [[nodiscard]] transport& http() const noexcept { return *config_.transport; }

    // On the strand.
    [[nodiscard]] retry_bucket& bucket() noexcept { return bucket_; }
    [[nodiscard]] clock_skew& skew() noexcept { return skew_; }
    [[nodiscard]] credentials_cache& credentials() noexcept { return *credentials_; }
    /// Region and endpoint, resolved at the first call; a failure is tried again by the next call.
    /// Errors: no_region, endpoint_refused, config_file_invalid, invalid_configuration.
    [[nodiscard]] result<const call_target*> target();

private:
    void begin(const std::shared_ptr<call_driver>& call);
    void make_credentials();
    void end_all();

    boost::asio::any_io_executor executor_;
    boost::asio::any_completion_executor completion_executor_;
    client_strand strand_;
    client_config config_;
    bool owns_transport_ = false;

    retry_bucket bucket_;
    clock_skew skew_;
    std::shared_ptr<const aws_settings> settings_;
    std::shared_ptr<transport> credentials_http_;     ///< null when the caller gave credentials
    std::shared_ptr<credentials_cache> credentials_;  ///< null before the first call
    std::optional<call_target> target_;
    boost::intrusive::list<call_driver, boost::intrusive::base_hook<live_call_hook>,
                           boost::intrusive::constant_time_size<false>>
        live_calls_;
    bool stopped_ = false;
};

}  // namespace mastra::client::detail
