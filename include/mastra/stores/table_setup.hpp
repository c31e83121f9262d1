// Making the table, and an existing one as wanted: the only operation of the library that calls DynamoDB's control
// plane. The stores never do, so the rights of a running service need no table operation (stores/table_templates.hpp).
#pragma once

#include "mastra/client/dynamodb_client.hpp"
#include "mastra/stores/table.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mastra::stores {

enum class setup_outcome {
    done,     ///< changed now
    already,  ///< it was so before
    differs,  ///< an existing table has it otherwise, and changing that is the operator's decision; or the endpoint
              ///< accepted it and does not show it
    failed,   ///< the endpoint refused it, or the time was over
};
/// "done", "already", "differs", "failed".
[[nodiscard]] std::string_view to_string(setup_outcome outcome) noexcept;

/// One thing that was to be made or switched on.
struct setup_step {
    std::string what;       ///< "time to live by ttl"
    setup_outcome outcome;  ///< what became of it
    std::string detail;     ///< of differs and failed: why, and what to do; else empty
};

struct table_setup {
    bool created = false;
    /// In the order they were tried. A failed step does not keep the others from being tried.
    std::vector<setup_step> steps;
    /// What the stores need and the table lacks; then no setting was tried.
    std::vector<table_fault> faults;
    /// No fault, and every step done or already so.
    [[nodiscard]] bool complete() const noexcept;
};

/// Called after each look at a table that is not ready, with the time waited so far.
using setup_observer = std::function<void(std::chrono::seconds waited)>;

/// Makes sure that the table exists, is active, and is as `options` say: creates it where it is missing, and switches
/// on what is asked for where it is there. Nothing is ever switched off, and billing and encryption of an existing
/// table are not changed. Idempotent: running it again after any failure goes on where it ended.
/// Requests sent: 2 for a table that is there (3 with TTL or recovery, 4 with both), and 1 a look while it is not
/// ready. CreateTable whose reply is lost, or which fails inside DynamoDB, is sent again until the deadline. Errors:
/// invalid_argument for options that contradict each other (nothing was sent); those of CreateTable and DescribeTable;
/// deadline_exceeded while waiting for the table to become active, or CreateTable's outcome_unknown where that was
/// never cleared up (`call.timeout` covers everything). Cancellation: terminal; what was done stays done.
[[nodiscard]] boost::asio::awaitable<result<table_setup>> set_up_table(client::dynamodb_client client,
                                                                       std::string table_name, table_options options,
                                                                       client::call_options call = {},
                                                                       setup_observer observer = {});

}  // namespace mastra::stores
