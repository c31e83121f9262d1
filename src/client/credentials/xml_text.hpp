// Finds the text of an element in a small XML document: all that STS's replies need.
#pragma once

#include <string>
#include <string_view>

namespace mastra::client {

/// The text of the first element with this name (any namespace prefix but none), entities resolved. Empty when there is
/// none, or when it has child elements. Attributes are skipped. Never reads outside `document`.
[[nodiscard]] std::string xml_element_text(std::string_view document, std::string_view name);

}  // namespace mastra::client
