// Asking before something is deleted.
#pragma once

#include "cli/session.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>

namespace mastra::cli {

/// Done at once with `yes` (the option --yes). Else asks on a terminal to type `name` again.
/// Errors: invalid_input where there is no terminal to ask on or another text is typed; interrupted.
[[nodiscard]] boost::asio::awaitable<outcome<void>> confirm_deletion(session& session, bool yes, std::string what,
                                                                     std::string name);

}  // namespace mastra::cli
