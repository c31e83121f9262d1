// The items of spans: our own kinds, which upstream ignores (docs/formats/spans.md).
#pragma once

#include "stores/kind.hpp"
#include "stores/record_id.hpp"

#include <array>
#include <string>
#include <string_view>

namespace mastra::stores {

/// A span. Patterns: primary (a trace is one partition), roots, branches, by_entity, by_thread, errors.
[[nodiscard]] const model::entity& span_entity();
/// An update that came before its span. Pattern: primary, in the partition of the trace.
[[nodiscard]] const model::entity& waiting_update_entity();
/// Says that a trace has, or had, waiting updates. Pattern: primary.
[[nodiscard]] const model::entity& waiting_mark_entity();

[[nodiscard]] const item_kind& span_kind();
[[nodiscard]] const item_kind& waiting_update_kind();
[[nodiscard]] const item_kind& waiting_mark_kind();

[[nodiscard]] record_id span_record_id(const std::string& trace_id, const std::string& span_id);
[[nodiscard]] record_id trace_record_id(const std::string& trace_id);

/// Indexes that many traces share are cut into so many partitions, by trace. Never change it: stored items stay where
/// they are.
inline constexpr int span_shards = 8;
/// "0" to "7".
[[nodiscard]] std::string shard_of(std::string_view trace_id);
/// The partition of an entity's spans in a shard, as the attribute `listEntity` has it.
[[nodiscard]] std::string list_entity(std::string_view shard, std::string_view entity_id);

/// The types of spans that list_branches shows.
inline constexpr std::array<std::string_view, 9> branch_span_types{
    "agent_run", "workflow_run",  "processor_run",      "scorer_run",        "rag_ingestion",
    "tool_call", "mcp_tool_call", "mcp_server_request", "provider_tool_call"};
[[nodiscard]] bool is_branch_type(std::string_view span_type) noexcept;

}  // namespace mastra::stores
