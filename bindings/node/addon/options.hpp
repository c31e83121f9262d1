// The settings of clients and stores as JavaScript gives them: JSON with the names of src/settings.ts.
#pragma once

#include "environment.hpp"

#include "mastra/calls/arguments.hpp"
#include "mastra/client/client_config.hpp"
#include "mastra/stores/store_config.hpp"

#include <memory>
#include <string>

namespace mastra::node {

/// Throws bad_arguments for a value of the wrong kind. Ranges are checked by the client itself.
[[nodiscard]] client::client_config client_config_of(const calls::arguments& given,
                                                     const std::shared_ptr<environment>& owner);
/// Throws bad_arguments, and mastra::exception (invalid_ttl).
[[nodiscard]] stores::store_config store_config_of(const calls::arguments& given);

/// What JavaScript's provider gave: {accessKeyId, secretAccessKey, sessionToken?, expiration?}. Throws bad_arguments.
[[nodiscard]] client::credentials credentials_of(const calls::arguments& given, std::string source);

}  // namespace mastra::node
