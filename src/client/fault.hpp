// What the failure of one attempt means for the next one. Pure. Serves retry_fsm and the call driver.
#pragma once

#include "mastra/client/transport.hpp"
#include "mastra/core/error.hpp"

namespace mastra::client {

enum class fault_class {
    permanent,          ///< the same request fails again
    transient,          ///< may pass
    timeout,            ///< the attempt took too long; dearer to repeat, because the service may be overloaded
    throttled,          ///< too fast
    stale_credentials,  ///< the service does not accept the credentials any more
    stale_signature,    ///< the signature's time was wrong, and the right time is known now
    given_up            ///< cancelled or stopped: whatever happens, no further request
};

struct fault {
    mastra::error error;
    fault_class meaning = fault_class::permanent;
    /// The service may have carried the request out.
    bool maybe_applied = false;
};

/// The request got no reply.
[[nodiscard]] fault fault_of(transport_error failure);
/// The service said no. `clock_was_wrong`: the reply's Date shows that the signature's time was off.
[[nodiscard]] fault fault_of(error refusal, bool clock_was_wrong);
/// The reply came but cannot be trusted.
[[nodiscard]] fault damaged_reply(error what);

}  // namespace mastra::client
