// What the stores return, as the JSON of Mastra's shapes: times as ISO text, content as the value that it is. Appended
// to one text, because replies may be long.
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

void append_json(std::string& out, const stores::thread& value);
void append_json(std::string& out, const stores::message& value);
void append_json(std::string& out, const stores::resource& value);
void append_json(std::string& out, const stores::page_of<stores::thread>& page);
void append_json(std::string& out, const stores::page_of<stores::message>& page);
void append_json(std::string& out, const stores::thread_copy& copy);
void append_json(std::string& out, const stores::thread_clone& clone);
void append_json(std::string& out, const stores::workflow_run& run);
void append_json(std::string& out, const stores::workflow_run_list& list);
void append_json(std::string& out, const json_text& value);
void append_json(std::string& out, const protocol::table_response& reply);
// score_operations.cpp
void append_json(std::string& out, const stores::score& value);
void append_json(std::string& out, const stores::page_of<stores::score>& page);
// eval_operations.cpp
void append_json(std::string& out, const stores::eval& value);
void append_json(std::string& out, const stores::page_of<stores::eval>& page);
/// Messages as Mastra's users have them: without updatedAt.
[[nodiscard]] std::string messages_json(const std::vector<stores::message>& messages);
[[nodiscard]] std::string messages_json(const stores::page_of<stores::message>& page);
[[nodiscard]] std::string messages_json(const stores::thread_clone& clone);
/// {code, kind, message, detail:{savedIds, unsavedIds, attempts, httpStatus}}
void append_json(std::string& out, const error& fault);
/// An error of the caller, found before an operation began.
[[nodiscard]] std::string bad_arguments_json(std::string_view what);

/// {total, page, perPage, hasMore}; perPage false: everything.
template <class Record>
[[nodiscard]] std::string pagination_json(const stores::page_of<Record>& page) {
    return "{\"total\":" + std::to_string(page.total) + ",\"page\":" + std::to_string(page.asked.page) +
           ",\"perPage\":" + (page.asked.per_page ? std::to_string(*page.asked.per_page) : "false") +
           ",\"hasMore\":" + (page.has_more ? "true" : "false") + "}";
}

/// `append_value(value)` appends each value to `out`.
template <class T, class AppendValue>
void append_array(std::string& out, const std::vector<T>& values, AppendValue append_value) {
    out += '[';
    for (const auto& value : values) {
        if (out.back() != '[') {
            out += ',';
        }
        append_value(value);
    }
    out += ']';
}

template <class T>
void append_json(std::string& out, const std::vector<T>& values) {
    append_array(out, values, [&out](const T& value) { append_json(out, value); });
}

template <class T>
void append_json(std::string& out, const std::optional<T>& value) {
    value ? append_json(out, *value) : void(out += "null");
}

template <class T>
[[nodiscard]] std::string to_json(const T& value) {
    std::string text;
    append_json(text, value);
    return text;
}

}  // namespace mastra::calls
