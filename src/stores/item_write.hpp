// UpdateItem requests that set whole items attribute by attribute: what the intents of the model cannot say.
#pragma once

#include "stores/kind.hpp"
#include "stores/record_id.hpp"

#include <string>
#include <vector>

namespace mastra::stores {

/// What an UpdateItem does to the item of an id.
struct item_write {
    attribute_map set;  ///< pk and sk in it are passed over
    std::vector<std::string> removed;
    std::vector<std::string> keep;  ///< of `set`: written only where the item has no such attribute
    expression::condition where;
    protocol::return_values returned = protocol::return_values::none;
};

/// The request, asking for the rejected item when the condition fails. Errors: those of keys.
[[nodiscard]] result<protocol::update_item_request> write_request(const operation& op, const item_kind& kind,
                                                                  const record_id& id, model::key_form form,
                                                                  item_write write);
/// The same for the item at a place. `key`: pk and sk.
[[nodiscard]] protocol::update_item_request write_request(const operation& op, attribute_map key, item_write write);

}  // namespace mastra::stores
