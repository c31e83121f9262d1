// The end of a conversation: its newest messages, oldest of them first.
#pragma once

#include "cli/session.hpp"

#include <boost/asio/awaitable.hpp>

namespace mastra::cli {

/// `query` says which messages; its pages and order are set here. One index query for a single thread.
[[nodiscard]] boost::asio::awaitable<outcome<stores::page_of<stores::message>>> last_messages(
    session& session, stores::message_query query, std::int64_t count);

}  // namespace mastra::cli
