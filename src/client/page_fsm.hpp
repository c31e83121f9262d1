// Decides whether another page is read, and from where. No I/O. Serves visit_pages.
#pragma once

#include "mastra/client/pages.hpp"
#include "mastra/core/result.hpp"

#include <optional>
#include <variant>

namespace mastra::client {

class page_fsm {
public:
    struct read_from {
        attribute_map start;
    };
    struct finished {
        std::optional<attribute_map> next;  ///< empty: the end was reached
    };
    struct failed {
        mastra::error error;
    };
    using action = std::variant<read_from, finished, failed>;

    explicit page_fsm(std::optional<attribute_map> start) : start_(std::move(start)) {}

    /// A page came with this continuation key, and its reader said whether the next one is wanted.
    [[nodiscard]] action resume(std::optional<attribute_map> last_evaluated_key, page_step step);

private:
    std::optional<attribute_map> start_;
};

}  // namespace mastra::client
