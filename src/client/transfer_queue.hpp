// Requests that wait for a connection, in order of arrival, and the deadlines of all that are not over. Pure: the
// caller says what time it is. Serves curl_transport.
#pragma once

#include "mastra/client/transport.hpp"

#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <optional>
#include <set>
#include <utility>

namespace mastra::client {

struct http_exchange;

/// One request, from start() to its handler.
struct transfer {
    enum class stage { fresh, queued, running, over };

    // Handlers are only ever moved into new objects: in Boost 1.81 their move assignment never returns.
    transfer(http_request request_, transport_handler handler_)
        : request(std::move(request_)), handler(std::move(handler_)) {}

    http_request request;
    transport_handler handler;
    stage at = stage::fresh;
    std::chrono::steady_clock::time_point ends_at{};       ///< the deadline, or the attempt's end if earlier
    http_exchange* exchange = nullptr;                     ///< while running
    std::optional<transport_result> outcome = {};          ///< on its way to the handler
    std::list<std::shared_ptr<transfer>>::iterator place;  ///< while queued
};
using transfer_ptr = std::shared_ptr<transfer>;

/// Thread safety: none; it lives on a strand.
class transfer_queue {
public:
    using time_point = std::chrono::steady_clock::time_point;

    explicit transfer_queue(std::size_t capacity) : capacity_(capacity) {}

    /// False when the queue is full; then nothing has changed.
    [[nodiscard]] bool push(const transfer_ptr& entry);
    /// The one that waits longest becomes `running`, its attempt's time begins; null when nobody waits.
    [[nodiscard]] transfer_ptr pop(time_point now);
    /// Takes a transfer out, queued or running; its deadline no longer counts.
    void end(const transfer_ptr& entry);

    /// Empty when nothing has a deadline.
    [[nodiscard]] std::optional<time_point> next_deadline() const;
    /// A transfer whose deadline has passed, or null. It stays until end().
    [[nodiscard]] transfer_ptr expired(time_point now) const;
    /// Any transfer that is not over, or null.
    [[nodiscard]] transfer_ptr any() const;

    [[nodiscard]] std::size_t queued() const noexcept { return waiting_.size(); }
    [[nodiscard]] bool empty() const noexcept { return deadlines_.empty(); }

private:
    std::size_t capacity_;
    std::list<transfer_ptr> waiting_;
    std::set<std::pair<time_point, transfer_ptr>> deadlines_;
};

}  // namespace mastra::client
