// The default order of credential sources, as AWS's own tools have it. Serves the client.
#pragma once

#include "client/credentials/source_context.hpp"
#include "mastra/client/credentials.hpp"

namespace mastra::client {

/// Environment, profile (keys, role_arn, credential_process, sso), web identity, container, instance metadata. A
/// profile named in code comes before the environment: only it is asked. Errors of fetch: no_credentials naming what
/// was tried, or the error of the first source that is configured but fails.
[[nodiscard]] credentials_provider_ptr default_credentials(source_context context);

}  // namespace mastra::client
