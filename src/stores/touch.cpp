#include "stores/touch.hpp"

#include "mastra/client/parallel.hpp"
#include "mastra/core/error_detail.hpp"
#include "stores/exact_items.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace mastra::stores {
namespace {

/// Operations that touch one thread together. The latest deadline speaks for them, and the longest lifetime counts.
struct touch_batch {
    std::string thread_id;
    std::vector<operation> operations;

    [[nodiscard]] const operation& speaker() const {
        return *std::max_element(operations.begin(), operations.end(), [](const operation& a, const operation& b) {
            return a->call.deadline < b->call.deadline;
        });
    }

    [[nodiscard]] timestamp now() const {
        timestamp latest = operations.front()->now;
        for (const auto& op : operations) {
            latest = std::max(latest, op->now);
        }
        return latest;
    }

    [[nodiscard]] result<item_write> write(timestamp when) const {
        item_write write;
        for (const auto& op : operations) {
            attribute_map ttl;
            MASTRA_CHECK(set_ttl(op, thread_kind(), ttl));
            for (const auto& [name, expires_at] : ttl) {
                const number* longest = write.set.find_number(name);
                if (longest == nullptr || longest->to_double() < ttl.find_number(name)->to_double()) {
                    write.set.set(name, expires_at);
                }
            }
        }
        write.set.set("updatedAt", to_iso_string(when));
        write.where = own(thread_id) && updated_before(when) && not_expired(speaker(), thread_kind());
        return write;
    }
};

task<void> touch_thread(touch_batch batch) {
    const operation op = batch.speaker();
    timestamp when = batch.now();
    for (int attempt = 1;; ++attempt) {
        MASTRA_CO_TRY(item_write write, batch.write(when));
        auto written = co_await write_existing(op, thread_kind(), batch.thread_id, std::move(write));
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

thread_toucher::thread_toucher(boost::asio::any_io_executor executor) {
    queue_ = std::make_shared<queue>(
        std::move(executor),
        [](std::string id, std::vector<operation> operations) -> boost::asio::awaitable<std::vector<result<void>>> {
            const std::size_t count = operations.size();
            touch_batch batch{std::move(id), std::move(operations)};
            auto outcome = co_await touch_thread(std::move(batch));
            co_return std::vector<result<void>>(count, outcome);
        });
}

thread_toucher::queue::share_ptr thread_toucher::begin(operation op, std::string thread_id) const {
    return queue_->begin(std::move(thread_id), std::move(op));
}

task<void> thread_toucher::touch(operation op, std::set<std::string> thread_ids) const {
    const std::vector<std::string> ids(std::make_move_iterator(thread_ids.begin()),
                                       std::make_move_iterator(thread_ids.end()));
    co_return co_await client::for_each_parallel(ids.size(), op->config->max_parallel_requests,
                                                 [&](std::size_t i) { return queue_->submit(ids[i], op); });
}

}  // namespace mastra::stores
