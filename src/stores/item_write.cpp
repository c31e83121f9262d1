#include "stores/item_write.hpp"

#include "mastra/expression/render.hpp"
#include "mastra/expression/update.hpp"

#include <algorithm>
#include <utility>

namespace mastra::stores {

result<protocol::update_item_request> write_request(const operation& op, const item_kind& kind, const record_id& id,
                                                    key_form form, const item_write& write) {
    MASTRA_TRY(attribute_map key, kind.entity().key(id.composites(), form));
    return write_request(op, std::move(key), write);
}

protocol::update_item_request write_request(const operation& op, attribute_map key, const item_write& write) {
    protocol::update_item_request request;
    request.table_name = op->table();
    request.key = std::move(key);
    expression::update changes;
    for (const auto& [name, value] : write.set) {
        if (request.key.contains(name)) {
            continue;
        }
        if (std::find(write.keep.begin(), write.keep.end(), name) != write.keep.end()) {
            changes.set_if_not_exists(name, value);
        } else {
            changes.set(name, value);
        }
    }
    for (const auto& name : write.removed) {
        changes.remove(name);
    }
    expression::substitutions substitutions;
    request.update_expression = render(changes, substitutions);
    if (!write.where.empty()) {
        request.condition_expression = render(write.where, substitutions);
    }
    request.substitutions.names = std::move(substitutions).names();
    request.substitutions.values = std::move(substitutions).values();
    request.returned = write.returned;
    request.returned_on_failure = protocol::on_condition_failure::all_old;
    return request;
}

}  // namespace mastra::stores
