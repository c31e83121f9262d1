// Metadata of threads, resources and messages: checking, merging and matching JSON objects kept as text. Pure.
#pragma once

#include "mastra/core/json_text.hpp"
#include "mastra/core/result.hpp"
#include "mastra/stores/records.hpp"

#include <optional>
#include <vector>

namespace mastra::stores {

/// Errors: invalid_argument when it is given and is no JSON object.
[[nodiscard]] result<void> check_metadata(const std::optional<json_text>& metadata);

/// `{...stored, ...added}`; stored metadata that is absent or null counts as {}. Errors: corrupt_record when it is no
/// object.
[[nodiscard]] result<json_text> merged_metadata(const std::optional<json_text>& stored, const json_text& added);

/// `{...stored, ...added}` of a message's content, its `metadata` merged one level deeper (contract section 3.1,
/// updateMessages). A stored content that is no JSON object (format 1) is replaced. Errors: invalid_argument when
/// `added` is no object.
[[nodiscard]] result<json_text> merged_content(const std::string& stored, const json_text& added);

enum class match_values { any, scalars_only };
/// Checks a filter: keys [A-Za-z_][A-Za-z0-9_]*, at most 128 characters, not __proto__, prototype or constructor.
/// Errors: invalid_argument, naming the key.
[[nodiscard]] result<void> check_matches(const std::vector<metadata_match>& matches, match_values allowed);

/// True when the JSON object has every one of these members, with equal values.
[[nodiscard]] bool matches_all(const std::optional<json_text>& metadata, const std::vector<metadata_match>& matches);
/// The same for `content.metadata`.
[[nodiscard]] bool content_matches_all(const std::string& content, const std::vector<metadata_match>& matches);

}  // namespace mastra::stores
