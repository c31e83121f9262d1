// A message's content as a person reads it: the text of its parts, and a word for parts that have none.
#pragma once

#include <string>

namespace mastra::cli {

/// Never fails: content that is not understood is given as it is. Not yet safe for a terminal: see printable().
[[nodiscard]] std::string readable_content(const std::string& content);

}  // namespace mastra::cli
