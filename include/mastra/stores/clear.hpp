// Deleting everything of some entities. For tests and for leaving the table: there is no way back.
#pragma once

#include "mastra/client/dynamodb_client.hpp"
#include "mastra/stores/store_config.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>
#include <vector>

namespace mastra::stores {

/// Deletes all items of these entities (names of docs/formats/table-layout.md: "thread") with their parts, expired ones
/// too; other items of the table stay. What is written meanwhile may stay. Memory: one page. Requests sent: 1 a page of
/// 1 MB read, whatever is in it, and 1 for each 25 items. Errors: those of the client; some items may be gone then, and
/// calling it again goes on. `call`: deadline and attempts of each page and deletion, not of the whole.
[[nodiscard]] boost::asio::awaitable<result<void>> clear_entities(client::dynamodb_client client, store_config config,
                                                                  std::vector<std::string> names,
                                                                  client::call_options call = {});

}  // namespace mastra::stores
