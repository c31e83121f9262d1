#include "stores/touch.hpp"

#include "mastra/client/parallel.hpp"
#include "mastra/core/error_detail.hpp"
#include "stores/item_write.hpp"

#include <utility>
#include <vector>

namespace mastra::stores {
namespace {

result<item_write> touch_write(const operation& op, const std::string& thread_id, timestamp when) {
    item_write write;
    write.set.set("updatedAt", to_iso_string(when));
    MASTRA_CHECK(set_ttl(op, thread_kind(), write.set));
    write.where = own(thread_id) && updated_before(when) && not_expired(op, thread_kind());
    return write;
}

task<void> touch(operation op, std::string thread_id) {
    timestamp when = op->now;
    for (int attempt = 1;; ++attempt) {
        MASTRA_CO_TRY(const item_write write, touch_write(op, thread_id, when));
        auto written = co_await write_existing(op, thread_kind(), thread_id, [&](key_form form) {
            return write_request(op, thread_kind(), thread_id, form, write);
        });
        if (written.has_value()) {
            co_return result<void>();
        }
        if (!written.error().is(service_errc::conditional_check_failed)) {
            co_return std::move(written).error();
        }
        when = after_rejected(written.error(), when);
        MASTRA_CO_CHECK(co_await pause(op, conflict_pause(op, attempt)));
    }
}

}  // namespace

expression::condition updated_before(timestamp when) {
    // ISO text of equal form: byte order is time order.
    const auto updated_at = expression::attr("updatedAt");
    return updated_at.not_exists() || updated_at < attribute_value(to_iso_string(when));
}

timestamp after_rejected(const error& rejection, timestamp tried) {
    const auto& item = rejection.detail().rejected_item;
    const std::string* text = item ? item->find_string("updatedAt") : nullptr;
    const auto stored = text ? parse_timestamp(*text) : result<timestamp>(tried);
    return (stored.has_value() ? *stored : tried) + std::chrono::milliseconds(1);
}

task<void> touch_threads(operation op, std::set<std::string> thread_ids) {
    const std::vector<std::string> ids(std::make_move_iterator(thread_ids.begin()),
                                       std::make_move_iterator(thread_ids.end()));
    co_return co_await client::for_each_parallel(ids.size(), op->config->max_parallel_requests,
                                                 [&](std::size_t i) { return touch(op, ids[i]); });
}

}  // namespace mastra::stores
