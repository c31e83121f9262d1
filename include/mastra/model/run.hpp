// Sending what the builders describe. Items come back raw, keys and markers included: entity::owns, same_identity and
// to_attributes say whose they are and take those off.
#pragma once

#include "mastra/client/dynamodb_client.hpp"
#include "mastra/model/operations.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mastra::model {

// Errors of all: those of params() before anything is sent, and those of dynamodb_client::async_send.
// Cancellation: as async_send.

template <class T>
using task = boost::asio::awaitable<result<T>>;

/// Requests sent: 1. The item, or nothing.
[[nodiscard]] task<std::optional<attribute_map>> run(client::dynamodb_client client, std::string table, get_builder get,
                                                     client::call_options options = {});
/// Requests sent: 1. What returning() asked for.
[[nodiscard]] task<std::optional<attribute_map>> run(client::dynamodb_client client, std::string table, put_builder put,
                                                     client::call_options options = {});
[[nodiscard]] task<std::optional<attribute_map>> run(client::dynamodb_client client, std::string table,
                                                     update_builder update, client::call_options options = {});
[[nodiscard]] task<std::optional<attribute_map>> run(client::dynamodb_client client, std::string table,
                                                     delete_builder erase, client::call_options options = {});
/// Requests sent: 1.
[[nodiscard]] task<void> run(client::dynamodb_client client, transaction_builder transaction,
                             client::call_options options = {});

struct query_page {
    std::vector<attribute_map> items;
    std::optional<cursor> next;  ///< empty: there are no more
};
/// The query's limit in items, also where a filter drops some; without a limit what one request gives.
/// Requests sent: 1, and 1 more for each page that was short of the limit. A projection must have the key fields.
[[nodiscard]] task<query_page> read_page(client::dynamodb_client client, std::string table, query_builder query,
                                         client::call_options options = {});
/// All items, whatever the limit of one request.
[[nodiscard]] task<std::vector<attribute_map>> read_all(client::dynamodb_client client, std::string table,
                                                        query_builder query, client::call_options options = {});

/// The items with these primary composites that exist, in no order. Requests sent: one for each 100.
[[nodiscard]] task<std::vector<attribute_map>> get_all(client::dynamodb_client client, std::string table, entity entity,
                                                       std::vector<attribute_map> composites,
                                                       client::call_options options = {});
/// Puts the records without conditions; idempotent. Requests sent: one for each 25. Errors: see client::batch_write.
[[nodiscard]] task<void> put_all(client::dynamodb_client client, std::string table, entity entity,
                                 std::vector<attribute_map> records, client::call_options options = {});

}  // namespace mastra::model
