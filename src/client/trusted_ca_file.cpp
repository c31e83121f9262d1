#include "mastra/client/trusted_ca_file.hpp"

#include <unistd.h>

#include <cstdlib>

namespace mastra::client {
namespace {

// libcurl and OpenSSL know one place, that of the system they were compiled for.
constexpr const char* usual_places[] = {
    "/etc/ssl/certs/ca-certificates.crt",                 // Debian, Ubuntu, Arch
    "/etc/pki/tls/certs/ca-bundle.crt",                   // Red Hat, Fedora, Amazon Linux
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // the same, where the old name is gone
    "/etc/ssl/ca-bundle.pem",                             // SUSE
    "/etc/ssl/cert.pem",
};

bool is_readable(const char* file) {
    return access(file, R_OK) == 0;
}

}  // namespace

std::string trusted_ca_file(const std::function<const char*(const char*)>& variable,
                            const std::function<bool(const char*)>& exists) {
    for (const char* name : {"AWS_CA_BUNDLE", "SSL_CERT_FILE"}) {
        if (const char* const own = variable(name); own != nullptr && *own != '\0') {
            return own;
        }
    }
    for (const char* place : usual_places) {
        if (exists(place)) {
            return place;
        }
    }
    return {};
}

std::string trusted_ca_file() {
    return trusted_ca_file(std::getenv, is_readable);
}

}  // namespace mastra::client
