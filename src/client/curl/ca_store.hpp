// Certificate authorities given as text, in the form that OpenSSL verifies with. Serves curl_connection.
#pragma once

#include <openssl/x509.h>

#include <memory>
#include <string_view>

namespace mastra::client {

using ca_store_ptr = std::shared_ptr<X509_STORE>;

/// The certificates in a text of PEM blocks. Null for an empty text. One for all connections: reading some 150
/// certificates takes longer than a handshake. May throw std::bad_alloc.
[[nodiscard]] ca_store_ptr ca_store_of(std::string_view pem);

}  // namespace mastra::client
