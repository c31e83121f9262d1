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
    touch_batch(std::string id, std::vector<operation> together)
        : thread_id(std::move(id)), operations(std::move(together)) {}

    std::string thread_id;
    std::vector<operation> operations;

    [[nodiscard]] std::vector<result<void>> all(result<void> outcome) const {
        return std::vector<result<void>>(operations.size(), std::move(outcome));
    }

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

/// The same outcome for every operation.
boost::asio::awaitable<std::vector<result<void>>> touch_thread(std::string thread_id,
                                                               std::vector<operation> operations) {
    const touch_batch batch(std::move(thread_id), std::move(operations));
    const operation op = batch.speaker();
    timestamp when = batch.now();
    for (int attempt = 1;; ++attempt) {
        result<item_write> write = batch.write(when);
        if (write.has_error()) {
            co_return batch.all(std::move(write).error());
        }
        auto written = co_await write_existing(op, thread_kind(), batch.thread_id, *std::move(write));
        if (written.has_value()) {
            co_return batch.all(result<void>());
        }
        if (!written.error().is(service_errc::conditional_check_failed)) {
            co_return batch.all(std::move(written).error());
        }
        when = after_rejected(written.error(), when);
        if (auto waited = co_await pause(op, conflict_pause(op, attempt)); waited.has_error()) {
            co_return batch.all(std::move(waited));
        }
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
    queue_ = std::make_shared<queue>(std::move(executor), touch_thread);
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
