// Which AWS region a client talks to. Serves the client.
#pragma once

#include "client/aws_settings.hpp"

#include <string>

namespace mastra::client {

/// `configured`, else AWS_REGION, AWS_DEFAULT_REGION, the profile's region.
/// Errors: no_region when none is set, invalid_configuration for text that cannot be a region (it becomes part of a
/// host name), config_file_invalid.
[[nodiscard]] result<std::string> resolve_region(const std::string& configured, const aws_settings& settings);

}  // namespace mastra::client
