// Large strings of a reply, taken out of its JSON. JSON.parse would copy them into V8's heap, and V8 again with every
// collection of what is young: pauses of ten milliseconds and more.
#pragma once

#include <string>
#include <vector>

namespace mastra::node {

struct split_reply {
    std::string json;
    std::vector<std::string> strings;  ///< UTF-8
};

/// Puts null in the place of each large string of `json`, a canonical JSON object (core/json_text.hpp), and adds the
/// member `large`: the path of each, `["result","messages",0,"content"]`, in the order of `strings`. Small replies stay
/// as they are. A string with half a surrogate pair stays too: it has no UTF-8. Any thread; one pass.
[[nodiscard]] split_reply split_large_strings(std::string json);

}  // namespace mastra::node
