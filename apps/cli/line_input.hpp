// Reading lines inside a command without missing the signal that ends it.
#pragma once

#include "cli/line_reader.hpp"
#include "cli/session.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>

namespace mastra::cli {

/// The next line; empty at the end. Errors: those of line_reader, interrupted.
[[nodiscard]] boost::asio::awaitable<outcome<std::optional<std::string>>> next_line(session& session,
                                                                                    line_reader& reader);

}  // namespace mastra::cli
