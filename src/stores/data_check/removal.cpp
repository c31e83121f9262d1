#include "stores/data_check/removal.hpp"

#include "mastra/expression/render.hpp"
#include "stores/spill_io.hpp"

#include <chrono>
#include <utility>

namespace mastra::stores {
namespace {

using expression::attr;

task<bool> remove_if(const walk_context& context, attribute_map key, expression::condition condition) {
    expression::substitutions substitutions;
    protocol::delete_item_request request;
    request.table_name = context.config->table_name;
    request.key = std::move(key);
    request.condition_expression = expression::render(condition, substitutions);
    request.substitutions.names = expression::substitutions(substitutions).names();
    request.substitutions.values = std::move(substitutions).values();
    request.returned = protocol::return_values::all_old;
    const operation op = context.begin();
    auto reply = co_await send_repeatable(op, result<protocol::delete_item_request>(std::move(request)));
    if (reply.has_error() && reply.error().is(service_errc::conditional_check_failed)) {
        co_return false;
    }
    if (reply.has_error()) {
        co_return std::move(reply).error();
    }
    if (reply->attributes) {
        co_await reclaim_parts(op, part_keys(*reply->attributes));
    }
    co_return true;
}

}  // namespace

task<bool> remove_ghost(const walk_context& context, attribute_map key, std::string lacking) {
    expression::condition still = attr("pk").exists() && attr(std::move(lacking)).not_exists();
    co_return co_await remove_if(context, std::move(key), std::move(still));
}

task<bool> remove_expired(const walk_context& context, attribute_map key, std::string ttl_attribute, timestamp now) {
    const std::int64_t seconds = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
    expression::condition over = attr(std::move(ttl_attribute)) <= attribute_value(seconds);
    co_return co_await remove_if(context, std::move(key), std::move(over));
}

}  // namespace mastra::stores
