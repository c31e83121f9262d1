// Asking DynamoDB about the table, and waiting for it. Shared by the table commands.
#pragma once

#include "cli/session.hpp"
#include "mastra/stores/table.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace mastra::cli {

/// Empty when there is no such table.
[[nodiscard]] boost::asio::awaitable<outcome<std::optional<protocol::table_description>>> find_table(session& session,
                                                                                                     std::string name);
/// Errors: not_found when there is no such table.
[[nodiscard]] boost::asio::awaitable<outcome<protocol::table_description>> describe_table(session& session,
                                                                                          std::string name);
/// Empty names and status where expiry is off.
[[nodiscard]] boost::asio::awaitable<outcome<protocol::describe_time_to_live_response>> describe_ttl(session& session,
                                                                                                     std::string name);
/// Asks, ever more rarely, until the table is gone. Errors: try_again after `patience`, interrupted.
[[nodiscard]] boost::asio::awaitable<outcome<void>> wait_until_gone(session& session, std::string name,
                                                                    std::chrono::seconds patience);

/// "index gsi3 is missing (scores of a trace)\n  fix: ..." for each fault.
[[nodiscard]] std::string faults_text(const std::vector<stores::table_fault>& faults);

}  // namespace mastra::cli
