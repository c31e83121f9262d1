// What the stores return, as the JSON of Mastra's shapes: times as ISO text, content as the value that it is.
#pragma once

#include "mastra/protocol/table_operations.hpp"
#include "mastra/stores/evals_store.hpp"
#include "mastra/stores/memory_store.hpp"
#include "mastra/stores/scores_store.hpp"
#include "mastra/stores/workflows_store.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mastra::calls {

using id_pairs = std::vector<std::pair<std::string, std::string>>;

[[nodiscard]] std::string to_json(const stores::thread& value);
[[nodiscard]] std::string to_json(const stores::message& value);
[[nodiscard]] std::string to_json(const stores::resource& value);
[[nodiscard]] std::string to_json(const stores::page_of<stores::thread>& page);
[[nodiscard]] std::string to_json(const stores::page_of<stores::message>& page);
[[nodiscard]] std::string to_json(const stores::thread_copy& copy);
[[nodiscard]] std::string to_json(const stores::thread_clone& clone);
[[nodiscard]] std::string to_json(const stores::workflow_run& run);
[[nodiscard]] std::string to_json(const stores::workflow_run_list& list);
[[nodiscard]] std::string to_json(const json_text& value);
[[nodiscard]] std::string to_json(const protocol::table_response& reply);
// score_operations.cpp
[[nodiscard]] std::string to_json(const stores::score& value);
[[nodiscard]] std::string to_json(const stores::page_of<stores::score>& page);
// eval_operations.cpp
[[nodiscard]] std::string to_json(const stores::eval& value);
[[nodiscard]] std::string to_json(const stores::page_of<stores::eval>& page);
/// {code, kind, message, detail:{savedIds, unsavedIds, attempts, httpStatus}}
[[nodiscard]] std::string to_json(const error& fault);
/// An error of the caller, found before an operation began.
[[nodiscard]] std::string bad_arguments_json(std::string_view what);

/// {total, page, perPage, hasMore}; perPage false: everything.
template <class Record>
[[nodiscard]] std::string pagination_json(const stores::page_of<Record>& page) {
    return "{\"total\":" + std::to_string(page.total) + ",\"page\":" + std::to_string(page.asked.page) +
           ",\"perPage\":" + (page.asked.per_page ? std::to_string(*page.asked.per_page) : "false") +
           ",\"hasMore\":" + (page.has_more ? "true" : "false") + "}";
}

template <class T>
[[nodiscard]] std::string to_json(const std::optional<T>& value) {
    return value ? to_json(*value) : "null";
}

template <class T>
[[nodiscard]] std::string to_json(const std::vector<T>& values) {
    std::string text = "[";
    for (const auto& value : values) {
        text += text.size() > 1 ? "," : "";
        text += to_json(value);
    }
    return text + "]";
}

}  // namespace mastra::calls
