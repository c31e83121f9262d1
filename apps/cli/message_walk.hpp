// All messages of a thread from the oldest on, batch by batch, in bounded memory and without counting rows again and
// again.
#pragma once

#include "cli/session.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>
#include <vector>

namespace mastra::cli {

/// Each batch starts at the time of the last message (an index range), not at a row number, so a thread of any length
/// is read once. Messages that share that time are read again and left out by id.
class message_walk {
public:
    message_walk(std::string thread_id, std::optional<std::string> resource_id, stores::date_range range,
                 std::int64_t batch_size = 100);
    /// Empty at the end. The session outlives the coroutine.
    [[nodiscard]] boost::asio::awaitable<outcome<std::vector<stores::message>>> next(session& session);

private:
    void remember(const std::vector<stores::message>& batch);

    stores::message_query query_;
    std::int64_t batch_size_;
    bool ended_ = false;
    std::vector<std::string> seen_;  ///< ids at the time where the next batch starts
};

}  // namespace mastra::cli
