// Reading threads through the index of their resource.
#pragma once

#include "mastra/model/operations.hpp"
#include "stores/operation.hpp"

#include <string>
#include <vector>

namespace mastra::stores {

/// The index query for the threads of a resource.
[[nodiscard]] model::query_builder resource_threads(const operation& op, const std::string& resource_id);

/// The ids of all threads of a resource. Requests sent: 1 for each MB of threads.
[[nodiscard]] task<std::vector<std::string>> thread_ids_of_resource(operation op, std::string resource_id);

}  // namespace mastra::stores
