#include "stores/metadata.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace mastra::stores {
namespace {

constexpr std::size_t longest_key = 128;
constexpr std::array<std::string_view, 3> refused_keys{"__proto__", "prototype", "constructor"};

bool is_key_start(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}
bool is_key_character(char c) {
    return is_key_start(c) || (c >= '0' && c <= '9');
}

bool is_filter_key(std::string_view key) {
    return !key.empty() && key.size() <= longest_key && is_key_start(key.front()) &&
           std::all_of(key.begin(), key.end(), is_key_character) &&
           std::find(refused_keys.begin(), refused_keys.end(), key) == refused_keys.end();
}

bool is_container(const json_text& value) {
    return value.text().front() == '{' || value.text().front() == '[';
}

/// The object in a text; an empty one for anything else.
json_object object_or_empty(const std::string& text) {
    auto parsed = json_object::parse(text);
    return parsed.has_value() ? *std::move(parsed) : json_object();
}

}  // namespace

result<void> check_metadata(const std::optional<json_text>& metadata) {
    if (metadata && !metadata->is_object()) {
        return error(store_errc::invalid_argument, "metadata must be a JSON object");
    }
    return {};
}

result<json_text> merged_metadata(const std::optional<json_text>& stored, const json_text& added) {
    json_object merged;
    if (stored && !stored->is_null()) {
        auto parsed = json_object::parse(stored->text());
        if (parsed.has_error()) {
            return error(store_errc::corrupt_record, "the stored metadata is no JSON object");
        }
        merged = *std::move(parsed);
    }
    MASTRA_TRY(const json_object changes, json_object::parse(added.text()));
    merged.merge(changes);
    return merged.to_text();
}

result<json_text> merged_content(const std::string& stored, const json_text& added) {
    auto changes = json_object::parse(added.text());
    if (changes.has_error()) {
        return error(store_errc::invalid_argument, "content must be a JSON object");
    }
    json_object merged = object_or_empty(stored);
    const json_text* old_metadata = merged.find("metadata");
    const json_text* new_metadata = changes->find("metadata");
    if (old_metadata && new_metadata && old_metadata->is_object() && new_metadata->is_object()) {
        MASTRA_TRY(json_text deeper, merged_metadata(*old_metadata, *new_metadata));
        changes->set("metadata", std::move(deeper));
    }
    merged.merge(*changes);
    return merged.to_text();
}

result<void> check_matches(const std::vector<metadata_match>& matches, match_values allowed) {
    for (const auto& [key, value] : matches) {
        if (!is_filter_key(key)) {
            return error(
                store_errc::invalid_argument,
                fmt::format("\"{}\" cannot be a metadata key of a filter: letters, digits and _ only, not starting "
                            "with a digit, at most {} characters",
                            key.substr(0, longest_key), longest_key));
        }
        if (allowed == match_values::scalars_only && is_container(value)) {
            return error(
                store_errc::invalid_argument,
                fmt::format("the filter value of metadata key \"{}\" must be a string, number, boolean or null", key));
        }
    }
    return {};
}

bool matches_all(const std::optional<json_text>& metadata, const std::vector<metadata_match>& matches) {
    if (matches.empty()) {
        return true;
    }
    const json_object object = metadata ? object_or_empty(metadata->text()) : json_object();
    return std::all_of(matches.begin(), matches.end(), [&](const metadata_match& match) {
        const json_text* value = object.find(match.key);
        return value != nullptr && json_equal(*value, match.value);
    });
}

bool content_matches_all(const std::string& content, const std::vector<metadata_match>& matches) {
    if (matches.empty()) {
        return true;
    }
    const json_object object = object_or_empty(content);
    const json_text* metadata = object.find("metadata");
    return metadata != nullptr && matches_all(*metadata, matches);
}

}  // namespace mastra::stores
