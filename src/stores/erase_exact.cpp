#include "stores/erase_exact.hpp"

#include "mastra/model/operations.hpp"
#include "stores/exact_items.hpp"
#include "stores/spill_io.hpp"

#include <utility>

namespace mastra::stores {

task<void> erase_exact(operation op, const item_kind& kind, record_id id) {
    const model::entity& entity = kind.entity();
    for (const key_form form : {key_form::shared, key_form::exact}) {
        if (form == key_form::exact && entity.is_canonical(id.composites())) {
            continue;
        }
        auto builder = entity.erase(id.composites());
        builder.at(form).where(own(id)).returning(protocol::return_values::all_old);
        auto reply = co_await send_repeatable(op, builder.params(op->table()));
        if (reply.has_error() && !reply.error().is(service_errc::conditional_check_failed)) {
            co_return std::move(reply).error();
        }
        if (reply.has_value() && reply->attributes) {
            co_await reclaim_parts(op, part_keys(*reply->attributes));
        }
    }
    co_return result<void>();
}

}  // namespace mastra::stores
