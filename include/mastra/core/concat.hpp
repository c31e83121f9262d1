// Text made of pieces, in one allocation: for what is built with every request, where fmt's parsing of a format costs
// more than the text.
#pragma once

#include <string>
#include <string_view>

namespace mastra {

/// `parts` one after the other; each is text.
template <class... Parts>
[[nodiscard]] std::string concat(const Parts&... parts) {
    std::string text;
    text.reserve((std::string_view(parts).size() + ...));
    (text.append(std::string_view(parts)), ...);
    return text;
}

}  // namespace mastra
