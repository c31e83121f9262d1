// Deleting the messages of a thread. Serves the memory store and retention.
#pragma once

#include "stores/operation.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace mastra::stores {

struct deleted_messages {
    std::int64_t count = 0;
    std::optional<attribute_map> next;  ///< where to go on; empty at the end
};
/// Deletes one page of messages, expired ones and stubs included, and their parts. `limit`: at most so many.
[[nodiscard]] task<deleted_messages> delete_some_messages(operation op, std::string thread_id,
                                                          std::optional<attribute_map> after,
                                                          std::optional<std::int32_t> limit);

/// Deletes all: nothing of the thread stays but what is saved meanwhile. Returns how many there were.
[[nodiscard]] task<std::int64_t> delete_messages_of(operation op, std::string thread_id);

}  // namespace mastra::stores
