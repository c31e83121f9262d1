// Why a command failed: an error of the library or one of the tool's own, as one sentence and one exit code.
#pragma once

#include "cli/exit_status.hpp"
#include "mastra/core/result.hpp"

#include <boost/system/result.hpp>

#include <string>
#include <string_view>

namespace mastra::cli {

class failure {
public:
    failure() = default;
    /// An error of the library; adds what a person at the command line can do about it.
    failure(const error& cause);  // NOLINT(google-explicit-constructor)
    failure(exit_status status, std::string message);

    [[nodiscard]] exit_status status() const noexcept { return status_; }
    [[nodiscard]] const std::string& message() const noexcept { return message_; }
    /// The same failure with a leading context, such as "line 12".
    [[nodiscard]] failure with_context(std::string_view context) const;

    /// "error: ..." or, with --json, one JSON object.
    [[nodiscard]] std::string to_text() const;
    [[nodiscard]] std::string to_json() const;

private:
    exit_status status_ = exit_status::ok;
    int code_ = 0;           ///< the number of error_table.def; 0 for the tool's own failures
    std::string_view kind_;  ///< to_string(error_kind) or "usage", "output", "faults"
    std::string message_;
};

template <class T>
using outcome = boost::system::result<T, failure>;

/// Found by boost::system::result::value(), which the tool never calls on a failure.
[[noreturn]] void throw_exception_from_error(const failure& failure, const boost::source_location& location);

}  // namespace mastra::cli
