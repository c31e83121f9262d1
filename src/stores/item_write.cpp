#include "stores/item_write.hpp"

#include "mastra/expression/render.hpp"
#include "mastra/expression/update.hpp"

#include <algorithm>
#include <utility>

namespace mastra::stores {

result<protocol::update_item_request> write_request(const operation& op, const item_kind& kind, const record_id& id,
                                                    model::key_form form, item_write write) {
    MASTRA_TRY(attribute_map key, kind.entity().key(id.composites(), form));
    return write_request(op, std::move(key), std::move(write));
}

protocol::update_item_request write_request(const operation& op, attribute_map key, item_write write) {
    protocol::update_item_request request;
    request.table_name = op->table();
    request.key = std::move(key);
    expression::update changes;
    changes.reserve(write.set.size() + write.removed.size());
    for (auto& [name, value] : std::move(write.set).release()) {
        if (request.key.contains(name)) {
            continue;
        }
        if (std::ranges::find(write.keep, name) != write.keep.end()) {
            changes.set_if_not_exists(std::move(name), std::move(value));
        } else {
            changes.set(std::move(name), std::move(value));
        }
    }
    for (auto& name : write.removed) {
        changes.remove(std::move(name));
    }
    expression::substitutions substitutions;
    request.update_expression = render(std::move(changes), substitutions);
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
