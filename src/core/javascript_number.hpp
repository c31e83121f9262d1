// Number text as JavaScript prints it. Serves json_text.
#pragma once

#include <string>
#include <string_view>

namespace mastra::detail {

/// Appends what JSON.stringify prints for the number that JSON.parse reads from `literal`, a valid JSON number: the
/// shortest text of the nearest double, "0" for minus zero, "null" for what is larger than any double.
void append_javascript_number(std::string& out, std::string_view literal);

}  // namespace mastra::detail
