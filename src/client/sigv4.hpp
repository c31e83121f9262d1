// AWS Signature Version 4: what to send so that AWS knows who asks. A pure function with a cached key. Serves the
// client.
#pragma once

#include "mastra/client/credentials.hpp"
#include "mastra/client/transport.hpp"
#include "mastra/core/timestamp.hpp"

#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

namespace mastra::client {

/// The request as it will travel. Views live during sign() only.
struct signing_input {
    std::string_view method = "POST";
    std::string_view host;        ///< as in the Host header: with the port where it is not the scheme's own
    std::string_view path = "/";  ///< percent-encoded as sent; empty means "/"
    std::string_view query;       ///< percent-encoded as sent, without '?'
    /// Every header here is signed. Host, X-Amz-Date and X-Amz-Security-Token are the signer's own: leave them out.
    std::span<const http_header> headers;
    std::string_view payload;
};

/// What sign() adds to the request.
struct signature {
    std::string authorization;  ///< Authorization
    std::string amz_date;       ///< X-Amz-Date
};

/// Signs for one region and one service. A derived key lasts a day: the newest one is kept.
/// Thread safety: sign() may be called from any thread.
class sigv4_signer {
public:
    sigv4_signer(std::string region, std::string service);
    ~sigv4_signer();
    sigv4_signer(const sigv4_signer&) = delete;
    sigv4_signer& operator=(const sigv4_signer&) = delete;

    /// A session token is signed as X-Amz-Security-Token when there is one; the caller sends that header
    /// (add_signature_headers does).
    [[nodiscard]] signature sign(const signing_input& input, const credentials& who, timestamp now) const;

private:
    struct derived_key;
    [[nodiscard]] std::shared_ptr<const derived_key> key_for(const credentials& who, std::string_view day) const;

    // Constant after construction.
    std::string region_;
    std::string service_;
    // Guarded by mutex_.
    mutable std::mutex mutex_;
    mutable std::shared_ptr<const derived_key> newest_key_;
};

/// Appends Authorization, X-Amz-Date and, where there is a token, X-Amz-Security-Token.
void add_signature_headers(http_request& request, signature signed_with, const credentials& who);

}  // namespace mastra::client
