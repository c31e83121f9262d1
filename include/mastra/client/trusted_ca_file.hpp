// Where a machine keeps the certificate authorities that its programs trust.
#pragma once

#include <functional>
#include <string>

namespace mastra::client {

/// The file that AWS_CA_BUNDLE or SSL_CERT_FILE names, else the first usual place of the system's own that `exists`.
/// Empty: none. `variable` is getenv.
[[nodiscard]] std::string trusted_ca_file(const std::function<const char*(const char*)>& variable,
                                          const std::function<bool(const char*)>& exists);

/// The same, of this process and this machine.
[[nodiscard]] std::string trusted_ca_file();

}  // namespace mastra::client
