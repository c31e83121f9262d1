// Everything that can be set on a client, with units, defaults and ranges.
#pragma once

#include "mastra/client/call_options.hpp"
#include "mastra/client/credentials.hpp"
#include "mastra/client/transport.hpp"
#include "mastra/core/clock.hpp"
#include "mastra/core/logger.hpp"
#include "mastra/core/random.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace mastra::client {

/// AWS's standard retry mode (SDK reference guide, "Retry behavior").
struct retry_options {
    /// Attempts of a call that may fail other than by throttling. Default 3. Range 1 to 100. 1: no retries.
    int max_attempts = 3;
    /// Attempts of a call that may be throttled, within the deadline; counted apart. Default 10. Range as above.
    int max_throttled_attempts = 10;
    /// The first pause is random in [0, base_delay), doubled each time up to max_delay (full jitter).
    std::chrono::milliseconds base_delay{50};
    std::chrono::milliseconds max_delay{5'000};
    /// The token bucket shared by all calls of a client: capacity, price of a retry, price after a timeout.
    int bucket_capacity = 500;
    int retry_cost = 5;
    int timeout_retry_cost = 10;
};

/// Set once, before the client is made.
struct client_config {
    /// Empty: AWS_REGION, AWS_DEFAULT_REGION, the profile's region; none of them is the error no_region at the first
    /// call.
    std::string region;
    /// Empty: AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL, the profile's, else https://dynamodb.REGION.amazonaws.com.
    /// https, or http on loopback; see allow_insecure_endpoint.
    std::string endpoint;
    /// Allows plain http off loopback, and link-local or metadata addresses. Default off.
    bool allow_insecure_endpoint = false;
    /// Shared config profile. Empty: AWS_PROFILE, then "default".
    std::string profile;
    /// Null: the default chain (environment, files, process, web identity, container, instance metadata).
    credentials_provider_ptr credentials;

    /// A whole call, when call_options does not say. Default 30 s. Range 1 ms to 1 h.
    std::chrono::milliseconds timeout{30'000};
    /// One attempt. Default 10 s. Range 1 ms to 1 h; the call's own end holds in any case.
    std::chrono::milliseconds attempt_timeout{10'000};
    /// TCP and TLS set-up. Default 3 s.
    std::chrono::milliseconds connect_timeout{3'000};
    retry_options retry;

    /// Connections at most. Default 64. Range 1 to 1,024.
    int max_connections = 64;
    /// The certificate authorities to trust, as PEM text. Empty: the file that AWS_CA_BUNDLE or SSL_CERT_FILE names,
    /// else the system's.
    std::string ca_certificates;
    /// Calls that may wait for a connection; one more fails with queue_full. Default 100,000. Range 1 to 10,000,000.
    int max_queued_requests = 100'000;
    /// A connection unused for so long is closed. Default 20 s (DynamoDB closes after about 60 s).
    std::chrono::seconds idle_timeout{20};
    /// A reply larger than this is an error. Default 32 MiB (DynamoDB sends at most 16 MB).
    std::size_t max_reply_bytes = 32 * 1024 * 1024;

    /// Asks DynamoDB for consumed capacity, so that request_record::capacity_units is filled. Costs some reply bytes.
    bool report_capacity = false;
    /// Called for every attempt of every call.
    request_observer observer;
    mastra::logger logger;

    // For tests and embedding.
    /// Null: the machine's clock. Must outlive the client.
    const mastra::clock* clock = nullptr;
    /// Empty: thread_random_fraction.
    random_fraction jitter;
    /// Null: HTTP over connections of libcurl.
    std::shared_ptr<mastra::client::transport> transport;
};

}  // namespace mastra::client
