// One store of one JavaScript environment: its operations by name, and the client that it shares with others.
#pragma once

#include "environment.hpp"
#include "io_runtime.hpp"

#include "mastra/calls/operations.hpp"
#include "mastra/stores/store_config.hpp"

#include <memory>
#include <string>

namespace mastra::node {

/// How a call is made.
struct call_manner {
    bool metered = false;      ///< the reply has a member `cost`
    bool cancellable = false;  ///< environment::cancel may be used
};

/// JavaScript thread only.
class bound_store {
public:
    /// Throws mastra::exception for a store_config that is out of range.
    bound_store(std::shared_ptr<environment> owner, shared_client_ptr client, const stores::store_config& config);

    /// Starts an operation of calls/operations.hpp on the I/O thread. Its reply comes through the environment with the
    /// number that is returned: `{"result":...}` or `{"error":...}`.
    [[nodiscard]] std::uint32_t call(std::string operation, std::string arguments, call_manner manner);

    /// Calls in flight go on. Idempotent.
    void close();

private:
    std::shared_ptr<environment> owner_;
    std::shared_ptr<io_runtime> runtime_;  // outlives the client
    shared_client_ptr client_;
    std::shared_ptr<const calls::operation_table> operations_;
};

}  // namespace mastra::node
