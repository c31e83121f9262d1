// Workflow runs as JSON and as text.
#pragma once

#include "cli/json_output.hpp"
#include "mastra/stores/workflows_store.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace mastra::cli {

[[nodiscard]] json_text json_of(const stores::workflow_run& run);

[[nodiscard]] std::string runs_text(const std::vector<stores::workflow_run>& runs, std::size_t width);
/// One field a line, and a line for each step; with `snapshot` the whole of it.
[[nodiscard]] std::string run_text(const stores::workflow_run& run, bool snapshot);

}  // namespace mastra::cli
