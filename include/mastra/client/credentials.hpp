// AWS credentials and where they come from. Serves the client.
#pragma once

#include "mastra/core/result.hpp"
#include "mastra/core/secret.hpp"
#include "mastra/core/timestamp.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace mastra::client {

struct credentials {
    std::string access_key_id;
    secret_string secret_access_key;
    secret_string session_token;          ///< empty for long-term keys
    std::optional<timestamp> expires_at;  ///< empty: they do not expire
    std::string source;                   ///< where they were found, for messages: "environment", "profile dev", "imds"
};

/// A source of credentials. Implementations may do I/O; they need no cache, for the client keeps what they give until
/// it expires.
class credentials_provider {
public:
    virtual ~credentials_provider() = default;
    /// Errors: no_credentials when this source has nothing to say (the chain goes on), credentials_failed when it is
    /// configured but does not work (the chain stops with that error).
    /// Called on a strand of the client's executor, once at a time.
    [[nodiscard]] virtual boost::asio::awaitable<result<credentials>> fetch() = 0;
};
using credentials_provider_ptr = std::shared_ptr<credentials_provider>;

/// Always the same credentials.
[[nodiscard]] credentials_provider_ptr static_credentials(credentials value);

/// Asks `fetch` once for every expiry (see credentials::expires_at), on the client's executor: it must not block.
/// An exception that it throws becomes the error credentials_failed; the exception's text is not repeated.
[[nodiscard]] credentials_provider_ptr function_credentials(std::function<result<credentials>()> fetch);

/// The same for a source that waits. One fetch is under way at a time.
[[nodiscard]] credentials_provider_ptr coroutine_credentials(
    std::function<boost::asio::awaitable<result<credentials>>()> fetch);

}  // namespace mastra::client
