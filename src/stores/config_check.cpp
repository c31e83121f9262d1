#include "stores/config_check.hpp"

#include "mastra/core/error.hpp"

#include <utility>

namespace mastra::stores {

std::shared_ptr<const store_config> checked_config(store_config config) {
    if (config.table_name.empty()) {
        throw exception(error(store_errc::invalid_argument, "table_name must not be empty"));
    }
    if (config.max_parallel_requests < 1 || config.max_parallel_requests > 64) {
        throw exception(error(store_errc::invalid_argument, "max_parallel_requests must be 1 to 64"));
    }
    return std::make_shared<const store_config>(std::move(config));
}

}  // namespace mastra::stores
