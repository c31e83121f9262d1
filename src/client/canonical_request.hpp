// The canonical request of Signature Version 4: one spelling for all the ways to write the same request.
#pragma once

#include "client/sigv4.hpp"

#include <string>
#include <string_view>

namespace mastra::client {

/// The headers that the signer adds by itself.
struct signer_headers {
    std::string_view host;
    std::string_view amz_date;
    std::string_view security_token;  ///< empty: none
};

struct canonical_request {
    std::string text;
    std::string signed_names;  ///< "host;x-amz-date"
};

/// `payload_hash`: 64 hexadecimal digits.
[[nodiscard]] canonical_request canonicalize(const signing_input& input, const signer_headers& own,
                                             std::string_view payload_hash);

}  // namespace mastra::client
