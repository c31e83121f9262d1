// Whether a write may be sent again when its reply was lost. Pure. Serves the client.
#pragma once

#include "mastra/protocol/item_operations.hpp"

namespace mastra::client::detail {

// True when sending the request twice leaves the table as sending it once does, and answers the same. A condition is
// never safe: the first copy may make it false for the second.
[[nodiscard]] bool safe_to_repeat(const protocol::put_item_request& request) noexcept;
[[nodiscard]] bool safe_to_repeat(const protocol::delete_item_request& request) noexcept;
/// Reads the update expression: SET of given values and of if_not_exists, and REMOVE of attributes, are safe;
/// arithmetic, list_append, ADD, DELETE, list elements, and values copied from attributes that it changes are not.
[[nodiscard]] bool safe_to_repeat(const protocol::update_item_request& request);
/// Every other request: what the operation's row of the table says.
template <class Request>
[[nodiscard]] constexpr bool safe_to_repeat(const Request&) noexcept {
    return false;
}

}  // namespace mastra::client::detail
