#include "stores/memory/renew_messages.hpp"

#include "mastra/client/parallel.hpp"
#include "stores/item_update.hpp"
#include "stores/item_write.hpp"
#include "stores/kind.hpp"
#include "stores/spill.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace mastra::stores {
namespace {

/// In a thread: the epoch second when its messages were last renewed.
constexpr const char* renewed_attribute = "mdb_renewed";

/// The moments that decide, as epoch seconds.
struct renewal {
    std::int64_t now = 0;
    std::int64_t thread_end = 0;  ///< of a thread that is written now
    attribute_map message_ttl;    ///< the TTL attribute of a message that is written now

    [[nodiscard]] std::int64_t half_lifetime() const { return std::max<std::int64_t>(1, (thread_end - now) / 2); }
};

/// Empty when threads do not expire.
result<std::optional<renewal>> renewal_of(const operation& op) {
    renewal times;
    MASTRA_TRY(const auto end, calculate_ttl(entity_kind::thread, op->config->ttl, op->now, op->lifetime));
    if (!end) {
        return std::optional<renewal>();
    }
    times.now = std::chrono::floor<std::chrono::seconds>(op->now.time_since_epoch()).count();
    times.thread_end = *end;
    MASTRA_CHECK(set_ttl(op, message_kind(), times.message_ttl));
    return std::optional<renewal>(std::move(times));
}

expression::attribute expires_at(const operation& op) {
    return expression::attr(ttl_attribute_name(entity_kind::message, op->config->ttl));
}

task<bool> is_due(operation op, const std::string& thread_id, const renewal& times) {
    MASTRA_CO_TRY(const std::optional<located_item> thread, co_await find_item(op, thread_kind(), thread_id, false));
    if (!thread) {
        co_return false;
    }
    const number* renewed = thread->item.find_number(renewed_attribute);
    co_return renewed == nullptr || renewed->to_double() <= static_cast<double>(times.now - times.half_lifetime());
}

/// An item that is gone or expired meanwhile stays so.
task<void> renew_item(operation op, attribute_map key, const renewal& times) {
    item_write write;
    write.set = times.message_ttl;
    write.where = expires_at(op) > attribute_value(times.now);
    result<protocol::update_item_request> request = write_request(op, std::move(key), std::move(write));
    auto written = co_await send(op, std::move(request));
    if (written.has_error() && !written.error().is(service_errc::conditional_check_failed)) {
        co_return std::move(written).error();
    }
    co_return result<void>();
}

/// The parts first: a message must not outlive them.
task<void> renew_message(operation op, attribute_map row, const renewal& times) {
    std::vector<attribute_map> keys = part_keys(row);
    MASTRA_CO_CHECK(
        co_await client::for_each_parallel(keys.size(), op->config->max_parallel_requests,
                                           [&](std::size_t i) { return renew_item(op, std::move(keys[i]), times); }));
    attribute_map key{{"pk", *row.find("pk")}, {"sk", *row.find("sk")}};
    co_return co_await renew_item(op, std::move(key), times);
}

task<void> renew_all(operation op, std::string thread_id, const renewal& times) {
    std::optional<attribute_map> next;
    do {
        auto query = message_kind().entity().query("byThread", attribute_map{{"threadId", thread_id}});
        query.attributes({"pk", "sk", std::string(spill_attribute)});
        query.where(expires_at(op) > attribute_value(times.now) && expires_at(op) < attribute_value(times.thread_end));
        if (next) {
            query.after(*std::move(next));
        }
        MASTRA_CO_TRY(protocol::query_response page, co_await send(op, query.params(op->table())));
        std::vector<attribute_map>& rows = page.items;
        MASTRA_CO_CHECK(co_await client::for_each_parallel(
            rows.size(), op->config->max_parallel_requests,
            [&](std::size_t i) { return renew_message(op, std::move(rows[i]), times); }));
        next = std::move(page.last_evaluated_key);
    } while (next);
    co_return result<void>();
}

/// Last, so that a renewal that did not end begins again.
task<void> note_renewal(operation op, std::string thread_id, const renewal& times) {
    item_write write;
    write.set = attribute_map{{renewed_attribute, times.now}};
    write.where = own(thread_id) && expression::attr("createdAt").exists();
    auto written = co_await write_existing(op, thread_kind(), std::move(thread_id), std::move(write));
    if (written.has_error() && !written.error().is(service_errc::conditional_check_failed)) {
        co_return std::move(written).error();
    }
    co_return result<void>();
}

task<void> renew_where_due(operation op, std::string thread_id, const renewal& times) {
    MASTRA_CO_TRY(const bool due, co_await is_due(op, thread_id, times));
    if (due) {
        MASTRA_CO_CHECK(co_await renew_all(op, thread_id, times));
        MASTRA_CO_CHECK(co_await note_renewal(op, thread_id, times));
    }
    co_return result<void>();
}

}  // namespace

task<void> renew_messages(operation op, std::set<std::string> thread_ids) {
    if (!op->config->ttl.messages_follow_threads()) {
        co_return result<void>();
    }
    MASTRA_CO_TRY(const std::optional<renewal> times, renewal_of(op));
    if (!times) {
        co_return result<void>();
    }
    const std::vector<std::string> ids(thread_ids.begin(), thread_ids.end());
    co_return co_await client::for_each_parallel(ids.size(), op->config->max_parallel_requests,
                                                 [&](std::size_t i) { return renew_where_due(op, ids[i], *times); });
}

}  // namespace mastra::stores
