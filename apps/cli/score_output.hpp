// Scores and evals as JSON with Mastra's names, and as a person reads them.
#pragma once

#include "cli/json_output.hpp"
#include "mastra/stores/evals_store.hpp"
#include "mastra/stores/scores_store.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace mastra::cli {

[[nodiscard]] json_text json_of(const stores::score& score);
[[nodiscard]] json_text json_of(const stores::eval& eval);

/// As every list is printed.
template <class Record>
[[nodiscard]] json_text page_json(const stores::page_of<Record>& page) {
    stores::page_of<json_text> texts{{}, page.total, page.asked, page.has_more};
    for (const Record& record : page.records) {
        texts.records.push_back(json_of(record));
    }
    return json_of(texts);
}

[[nodiscard]] std::string scores_text(const std::vector<stores::score>& scores, std::size_t width);
/// One field a line, absent ones left out.
[[nodiscard]] std::string score_text(const stores::score& score);
[[nodiscard]] std::string evals_text(const std::vector<stores::eval>& evals, std::size_t width);

}  // namespace mastra::cli
