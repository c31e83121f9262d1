// updateThreadMetadata for the driver. Mastra's callback cannot be sent: `increment` names the counter in the metadata
// that it adds 1 to.
#pragma once

#include "mastra/calls/operations.hpp"

namespace mastra::test {

void add_metadata_operation(calls::operation_table& table, const client::dynamodb_client& client,
                            const stores::store_config& config);

}  // namespace mastra::test
