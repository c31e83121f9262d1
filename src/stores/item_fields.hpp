// Fields of records to attributes of items and back. Serves the codecs of all stores.
#pragma once

#include "mastra/core/attribute_value.hpp"
#include "mastra/core/json_text.hpp"
#include "mastra/core/result.hpp"
#include "mastra/core/timestamp.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace mastra::stores {

// Absent fields are absent attributes.
void set_if(attribute_map& item, std::string_view name, const std::optional<std::string>& value);
void set_if(attribute_map& item, std::string_view name, const std::optional<json_text>& value);

/// Empty when it is absent or no string.
[[nodiscard]] std::optional<std::string> text_of(const attribute_map& item, std::string_view name);
/// The same, out of an item that is used up.
[[nodiscard]] std::optional<std::string> take_text(attribute_map& item, std::string_view name);
/// JSON text is taken as it is; a native map or list (old items may have them) becomes JSON text. Empty when absent.
[[nodiscard]] std::optional<json_text> json_of(const attribute_map& item, std::string_view name);
[[nodiscard]] std::optional<json_text> take_json(attribute_map& item, std::string_view name);

/// Old items may lack updatedAt (contract section 4, "ownership"): then `otherwise` stands for it. Errors:
/// corrupt_record, naming the item.
[[nodiscard]] result<timestamp> time_of(const attribute_map& item, std::string_view name,
                                        std::optional<timestamp> otherwise = {});

/// pk and sk alone.
[[nodiscard]] attribute_map key_of(const attribute_map& item);
/// "pk\nsk": keys as the keys of maps and sets. An attribute that lacks is empty text.
[[nodiscard]] std::string key_text(const attribute_map& item);

/// corrupt_record: "<kind> <id>: <what>".
[[nodiscard]] error corrupt_item(const attribute_map& item, std::string_view what);

}  // namespace mastra::stores
