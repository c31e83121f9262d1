// Records as JSON, with Mastra's names: the shapes that --json prints (docs/guides/command-line.md).
#pragma once

#include "mastra/core/json_text.hpp"
#include "mastra/core/timestamp.hpp"
#include "mastra/stores/records.hpp"
#include "mastra/stores/table.hpp"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mastra::cli {

/// A JSON value of a C++ one.
[[nodiscard]] json_text json_of(std::string_view text);
[[nodiscard]] json_text json_of(const std::string& text);
[[nodiscard]] json_text json_of(const char* text);
[[nodiscard]] json_text json_of(std::int64_t number);
[[nodiscard]] json_text json_of(double number);
[[nodiscard]] json_text json_of(std::same_as<bool> auto value) {
    return json_text::trusted(value ? "true" : "false");
}
[[nodiscard]] json_text json_of(int number);
[[nodiscard]] json_text json_of(timestamp time);
[[nodiscard]] json_text json_of(json_text value);
[[nodiscard]] json_text json_of(const stores::thread& thread);
[[nodiscard]] json_text json_of(const stores::message& message);
[[nodiscard]] json_text json_of(const stores::resource& resource);
[[nodiscard]] json_text json_of(const stores::table_fault& fault);
[[nodiscard]] json_text json_array(const std::vector<json_text>& values);
template <class Value>
[[nodiscard]] json_text json_of(const std::vector<Value>& values) {
    std::vector<json_text> texts;
    texts.reserve(values.size());
    for (const Value& value : values) {
        texts.push_back(json_of(value));
    }
    return json_array(texts);
}

/// Builds an object member by member; an absent optional leaves its member out.
class json_object_builder {
public:
    template <class Value>
    json_object_builder& add(std::string_view key, const Value& value) {
        object_.set(key, json_of(value));
        return *this;
    }
    template <class Value>
    json_object_builder& add(std::string_view key, const std::optional<Value>& value) {
        if (value) {
            object_.set(key, json_of(*value));
        }
        return *this;
    }
    [[nodiscard]] json_text done() const { return object_.to_text(); }

private:
    json_object object_;
};

/// A message's content: the JSON object itself where the stored text is one in canonical form, else a JSON string. So
/// the stored bytes can always be told from the output.
[[nodiscard]] json_text content_json(const std::string& content);

/// {"records":[...],"total":..,"page":..,"perPage":..,"hasMore":..}; perPage is false when everything was asked for.
template <class Record>
[[nodiscard]] json_text json_of(const stores::page_of<Record>& page) {
    json_object_builder object;
    object.add("records", page.records).add("total", page.total).add("page", page.asked.page);
    object.add("perPage", page.asked.per_page ? json_of(*page.asked.per_page) : json_of(false));
    return object.add("hasMore", page.has_more).done();
}

}  // namespace mastra::cli
