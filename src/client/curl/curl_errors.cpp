#include "client/curl/curl_errors.hpp"

#include <algorithm>
#include <array>

namespace mastra::client {
namespace {

struct code_row {
    CURLcode code;
    client_errc meaning;
};

// What can come from connecting, tunnels and TLS, and from sending and receiving bytes. The rest is connection_lost.
constexpr std::array code_table{
    code_row{CURLE_COULDNT_RESOLVE_PROXY, client_errc::connect_failed},
    code_row{CURLE_COULDNT_RESOLVE_HOST, client_errc::connect_failed},
    code_row{CURLE_COULDNT_CONNECT, client_errc::connect_failed},
    code_row{CURLE_PROXY, client_errc::connect_failed},
    code_row{CURLE_INTERFACE_FAILED, client_errc::connect_failed},
    code_row{CURLE_OPERATION_TIMEDOUT, client_errc::connect_failed},  // the only limit libcurl keeps is connecting
    code_row{CURLE_SSL_CONNECT_ERROR, client_errc::tls_failed},
    code_row{CURLE_PEER_FAILED_VERIFICATION, client_errc::tls_failed},
    code_row{CURLE_SSL_CERTPROBLEM, client_errc::tls_failed},
    code_row{CURLE_SSL_CIPHER, client_errc::tls_failed},
    code_row{CURLE_SSL_CACERT_BADFILE, client_errc::tls_failed},
    code_row{CURLE_SSL_CRL_BADFILE, client_errc::tls_failed},
    code_row{CURLE_SSL_ISSUER_ERROR, client_errc::tls_failed},
    code_row{CURLE_SSL_INVALIDCERTSTATUS, client_errc::tls_failed},
    code_row{CURLE_SSL_ENGINE_NOTFOUND, client_errc::tls_failed},
    code_row{CURLE_USE_SSL_FAILED, client_errc::tls_failed},
    code_row{CURLE_URL_MALFORMAT, client_errc::endpoint_refused},
    code_row{CURLE_WEIRD_SERVER_REPLY, client_errc::malformed_reply},
};

}  // namespace

client_errc errc_of(CURLcode code, std::string_view fault) noexcept {
    // A peer that hangs up during the handshake is a passing fault; one whose certificate is wrong is not.
    if (code == CURLE_SSL_CONNECT_ERROR &&
        (fault.find("SSL_ERROR_SYSCALL") != fault.npos || fault.find("reset by peer") != fault.npos)) {
        return client_errc::connect_failed;
    }
    const auto found =
        std::find_if(code_table.begin(), code_table.end(), [&](const auto& r) { return r.code == code; });
    return found != code_table.end() ? found->meaning : client_errc::connection_lost;
}

}  // namespace mastra::client
