// What became of a batch of records: which are saved, which are not, and why.
#pragma once

#include "mastra/core/result.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace mastra::stores {

struct save_report {
    std::set<std::string> unsaved_ids;  ///< not known to be written
    std::optional<error> fault;
};

/// The error of a report; none when everything is written. `ids` are all ids of the batch in the caller's order, `noun`
/// says what they are ("messages"). Errors: the fault itself when nothing is saved, else partly_saved.
[[nodiscard]] result<void> to_result(const save_report& report, const std::vector<std::string>& ids,
                                     std::string_view noun);

/// The same error, saying that none of these ids were saved, or that all were (what came after failed).
[[nodiscard]] error none_saved(const error& fault, const std::vector<std::string>& ids);
[[nodiscard]] error all_saved(const error& fault, const std::vector<std::string>& ids);

}  // namespace mastra::stores
