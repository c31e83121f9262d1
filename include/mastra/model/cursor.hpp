// Where a query can go on: opaque text for users, bound to the query it came from.
#pragma once

#include "mastra/core/attribute_value.hpp"
#include "mastra/core/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace mastra::model {

inline constexpr std::size_t cursor_fingerprint_bytes = 16;

/// A key to go on after, with a fingerprint of the query (entity, pattern, composites, range, direction, filter).
/// Text form: URL-safe base64 of a version, the fingerprint, the key and a checksum. Not a secret and not signed: it
/// holds keys only, and a changed one is refused.
struct cursor {
    std::string fingerprint;  ///< cursor_fingerprint_bytes raw bytes
    attribute_map key;        ///< strings only

    friend bool operator==(const cursor&, const cursor&) = default;

    [[nodiscard]] std::string to_text() const;
    /// Errors: invalid_cursor for anything that to_text did not write.
    [[nodiscard]] static result<cursor> parse(std::string_view text);
};

}  // namespace mastra::model
