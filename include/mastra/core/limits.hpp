// DynamoDB's limits, as numbers with their source (developer guide, "Service, account, and table quotas").
#pragma once

#include <cstddef>

namespace mastra::limits {

inline constexpr std::size_t max_item_bytes = 400 * 1024;
inline constexpr std::size_t max_partition_key_bytes = 2048;
inline constexpr std::size_t max_sort_key_bytes = 1024;
inline constexpr std::size_t max_batch_get_items = 100;
inline constexpr std::size_t max_batch_write_items = 25;
inline constexpr std::size_t max_batch_bytes = 16 * 1024 * 1024;
inline constexpr std::size_t max_transaction_items = 100;
inline constexpr std::size_t max_transaction_bytes = 4 * 1024 * 1024;
inline constexpr std::size_t max_page_bytes = 1024 * 1024;
inline constexpr std::size_t max_nesting_depth = 32;
inline constexpr std::size_t max_number_digits = 38;

}  // namespace mastra::limits
