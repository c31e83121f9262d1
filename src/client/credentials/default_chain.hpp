// The default order of credential sources, as AWS's own tools have it. Serves the client.
#pragma once

#include "client/aws_settings.hpp"
#include "mastra/client/credentials.hpp"
#include "mastra/client/transport.hpp"
#include "mastra/core/clock.hpp"
#include "mastra/core/logger.hpp"

#include <memory>
#include <string>

namespace mastra::client {

/// What a credential source needs from the world.
struct source_context {
    std::shared_ptr<const aws_settings> settings;
    std::shared_ptr<transport> http;
    const mastra::clock* clock = nullptr;  ///< must outlive the sources
    logger log;
    std::string region;  ///< the client's; where STS is asked. May be empty
};

/// Environment, profile (keys, role_arn, credential_process, sso), web identity, container, instance metadata. A
/// profile named in code comes before the environment: only it is asked. Errors of fetch: no_credentials naming what
/// was tried, or the error of the first source that is configured but fails.
[[nodiscard]] credentials_provider_ptr default_credentials(source_context context);

}  // namespace mastra::client
