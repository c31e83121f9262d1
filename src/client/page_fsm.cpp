#include "client/page_fsm.hpp"

#include <utility>

namespace mastra::client {

page_fsm::action page_fsm::resume(std::optional<attribute_map> last_evaluated_key, page_step step) {
    if (!last_evaluated_key || step == page_step::enough) {
        return finished{std::move(last_evaluated_key)};
    }
    // A page that ends where it began would be read for ever.
    if (last_evaluated_key == start_) {
        return failed{error(client_errc::malformed_reply, "a page ends with the key it began after")};
    }
    start_ = last_evaluated_key;
    return read_from{std::move(*last_evaluated_key)};
}

}  // namespace mastra::client
