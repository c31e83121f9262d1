// What tells a record from all others of its kind: its id, or the several values its primary key is composed of.
#pragma once

#include "mastra/core/attribute_value.hpp"

#include <string>
#include <vector>

namespace mastra::stores {

/// Immutable values; cheap enough to copy into a coroutine.
class record_id {
public:
    /// Implicit: of most kinds the id is the attribute "id" alone.
    record_id(std::string id);  // NOLINT(google-explicit-constructor)
    /// Attributes by name, all strings: {"workflow_name", "run_id"}.
    explicit record_id(attribute_map composites);

    /// As the entity's key wants them.
    [[nodiscard]] const attribute_map& composites() const noexcept { return composites_; }
    /// The values as text, for maps and messages: different ids have different texts, and a single value is itself.
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
    attribute_map composites_;
    std::string text_;
};

[[nodiscard]] std::vector<record_id> to_record_ids(std::vector<std::string> ids);

}  // namespace mastra::stores
