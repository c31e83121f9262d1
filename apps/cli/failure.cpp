#include "cli/failure.hpp"

#include "cli/json_output.hpp"
#include "cli/terminal_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace mastra::cli {
namespace {

/// What to do next, in terms of this tool.
struct hint {
    boost::system::error_code code;
    std::string_view text;
};

std::string_view hint_of(const boost::system::error_code& code) {
    static const std::array hints = {
        hint{make_error_code(service_errc::resource_not_found),
             "check --table, --region and --endpoint, or create the table with `mastra-dynamodb table create`"},
        hint{make_error_code(service_errc::index_not_found),
             "`mastra-dynamodb table verify` lists what is wrong and how to mend it"},
        hint{make_error_code(service_errc::validation),
             "`mastra-dynamodb table verify` tells whether the table lacks a key or an index"},
        hint{make_error_code(store_errc::thread_not_found),
             "`mastra-dynamodb thread list` shows the threads there are"},
        hint{make_error_code(client_errc::deadline_exceeded), "try again, or allow more time with --timeout"},
        hint{make_error_code(client_errc::no_region), "give one with --region"},
        hint{make_error_code(client_errc::outcome_unknown), "look at the data before you repeat the command"},
        hint{make_error_code(store_errc::partly_saved), "saving is idempotent: run the command again"},
    };
    const auto found = std::ranges::find(hints, code, &hint::code);
    return found == hints.end() ? std::string_view{} : found->text;
}

}  // namespace

failure::failure(const error& cause)
    : status_(exit_status_of(cause.kind())),
      code_(cause.code().value()),
      kind_(to_string(cause.kind())),
      message_(cause.message()) {
    if (const std::string_view advice = hint_of(cause.code()); !advice.empty()) {
        message_ += fmt::format("; {}", advice);
    }
}

failure::failure(exit_status status, std::string message) : status_(status), message_(std::move(message)) {
    switch (status) {
        case exit_status::output_failed:
            kind_ = "output_failed";
            break;
        case exit_status::faults_found:
            kind_ = "faults_found";
            break;
        case exit_status::not_found:
            kind_ = to_string(error_kind::not_found);
            break;
        case exit_status::interrupted:
            kind_ = to_string(error_kind::cancelled);
            break;
        default:
            kind_ = to_string(error_kind::invalid_request);
    }
}

failure failure::with_context(std::string_view context) const {
    failure copy = *this;
    copy.message_ = fmt::format("{}: {}", context, message_);
    return copy;
}

std::string failure::to_text() const {
    return fmt::format("error: {}\n", single_line(message_));
}

std::string failure::to_json() const {
    json_object_builder error;
    error.add("kind", kind_).add("code", code_).add("exitCode", static_cast<int>(status_)).add("message", message_);
    return json_object_builder().add("error", std::move(error).done()).done().text() + "\n";
}

void throw_exception_from_error(const failure& failure, const boost::source_location&) {
    throw std::logic_error(failure.message());
}

}  // namespace mastra::cli
