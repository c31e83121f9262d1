// A trace as a person reads it: its spans as a tree, with times and status. Pure.
#pragma once

#include "mastra/stores/span.hpp"
#include "mastra/stores/traces_store.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mastra::cli {

/// One span, whatever layout it came from. Times are microseconds since 1970.
struct trace_node {
    std::string id;
    std::optional<std::string> parent_id;
    std::string label;
    std::string status;
    double start = 0;
    std::optional<double> end;  ///< empty while it runs
};
[[nodiscard]] std::vector<trace_node> nodes_of(const std::vector<stores::span>& spans);
/// Start times of 100,000,000,000,000 (the year 5138 in milliseconds) and more are microseconds, smaller ones
/// milliseconds.
[[nodiscard]] std::vector<trace_node> nodes_of(const std::vector<stores::legacy_span>& spans);

/// One line a span: when it started after the first one, how long it took, its status, and its place in the tree. Each
/// span is shown once: one whose parent is not there stands at the left, as does the first of a ring of parents.
[[nodiscard]] std::string tree_text(const std::vector<trace_node>& nodes, std::size_t width);

/// "850 us", "12.3 ms", "4.56 s", "3 min 07 s".
[[nodiscard]] std::string duration_text(double microseconds);

}  // namespace mastra::cli
