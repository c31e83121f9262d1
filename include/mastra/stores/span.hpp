// A span of today's tracing (contract section 3.4) as a plain value, and its JSON with Mastra's names.
#pragma once

#include "mastra/core/json_text.hpp"
#include "mastra/core/timestamp.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace mastra::stores {

/// One timed step of a trace. The step without a parent is the trace's root.
struct span {
    span() = default;
    std::string trace_id;  ///< 1 byte up to about 450 bytes; upper and lower case differ
    std::string span_id;   ///< the same; unique in its trace
    std::optional<std::string> parent_span_id;
    std::string name;
    std::string span_type;  ///< "agent_run", "tool_call" and so on; not empty
    bool is_event = false;
    timestamp started_at{};             ///< years 1970 to 9999
    std::optional<timestamp> ended_at;  ///< empty while it runs
#define MASTRA_SPAN_TEXT(member, name) std::optional<std::string> member;
#define MASTRA_SPAN_JSON(member, name, shape) std::optional<json_text> member;  // JSON null counts as absent
#include "mastra/stores/span_fields.def"
    timestamp created_at{};  ///< set by the store
    timestamp updated_at{};  ///< set by the store
    friend bool operator==(const span&, const span&) = default;
};

enum class span_status { running, success, error };
/// Error where the span has one; else running until it has ended.
[[nodiscard]] span_status status_of(const span& value) noexcept;
/// "running", "success", "error".
[[nodiscard]] std::string_view to_string(span_status status) noexcept;

/// Reads a record as Mastra gives it: camelCase names, times as ISO text, null for what is absent; createdAt and
/// updatedAt are not needed. Errors: invalid_argument, naming the member.
[[nodiscard]] result<span> span_of_json(const json_text& record);
/// Every field, null where it is absent, in the order of Mastra's schema.
[[nodiscard]] json_text to_json(const span& value);

}  // namespace mastra::stores
