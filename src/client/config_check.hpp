// Whether a client_config makes sense. Pure. Serves client_state.
#pragma once

#include "mastra/client/client_config.hpp"
#include "mastra/core/result.hpp"

namespace mastra::client {

/// Errors: invalid_configuration, naming the field, its value and its range.
[[nodiscard]] result<void> check_config(const client_config& config);

}  // namespace mastra::client
