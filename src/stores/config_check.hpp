// What every store asks of its settings.
#pragma once

#include "mastra/stores/store_config.hpp"

#include <memory>

namespace mastra::stores {

/// Throws mastra::exception (invalid_argument) for an empty table name or a value outside its range.
[[nodiscard]] std::shared_ptr<const store_config> checked_config(store_config config);

}  // namespace mastra::stores
