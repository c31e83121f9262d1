// Batches of any size: splitting at DynamoDB's limits, sending in parallel, retrying leftovers to the deadline.
#pragma once

#include "mastra/client/dynamodb_client.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>
#include <vector>

namespace mastra::client {

struct batch_get_spec {
    batch_get_spec() = default;
    std::string table_name;
    std::vector<attribute_map> keys;  ///< any number, without duplicates (a duplicate is sent once)
    bool consistent_read = false;
    std::optional<std::string> projection_expression;
    protocol::expression_attributes substitutions;
    int max_parallel = 8;  ///< requests at once; range 1 to 64
};
/// Reads items by key. The items found, in no order; absent keys are simply not there.
/// Requests sent: one for each 100 keys, and one more for each rest that DynamoDB did not process.
/// Errors: `unprocessed` at the deadline (error_detail::unprocessed_keys has the keys), and those of async_send.
[[nodiscard]] boost::asio::awaitable<result<std::vector<attribute_map>>> batch_get(dynamodb_client client,
                                                                                   batch_get_spec spec,
                                                                                   call_options options = {});

struct batch_write_spec {
    batch_write_spec() = default;
    std::string table_name;
    std::vector<protocol::write_request> writes;  ///< any number; of two writes to one key the later one is kept
    std::vector<std::string> key_names;           ///< the table's key attributes, to tell keys apart; usually pk and sk
    int max_parallel = 8;
};
/// Puts and deletes items without conditions. Idempotent; the order of the writes is not defined.
/// Requests sent: one for each 25 writes or 16 MB, and one more for each rest.
/// Errors: `unprocessed` at the deadline and any other error of a part, with the keys of all writes that are not known
/// to be done in error_detail::unprocessed_keys. Every part is tried to its end before the error is returned.
[[nodiscard]] boost::asio::awaitable<result<void>> batch_write(dynamodb_client client, batch_write_spec spec,
                                                               call_options options = {});

}  // namespace mastra::client
