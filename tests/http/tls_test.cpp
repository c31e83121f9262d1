#include "transport_fixture.hpp"

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>

namespace mastra::client::test {
namespace {

namespace asio = boost::asio;
using key_ptr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using certificate_ptr = std::unique_ptr<X509, decltype(&X509_free)>;

/// A key and a certificate for 127.0.0.1 that nobody vouches for.
asio::ssl::context self_signed() {
    const key_ptr key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    const certificate_ptr certificate(X509_new(), &X509_free);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME* name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("127.0.0.1"), -1, -1,
                               0);
    X509_set_issuer_name(certificate.get(), name);
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    asio::ssl::context context(asio::ssl::context::tls_server);
    SSL_CTX_use_certificate(context.native_handle(), certificate.get());
    SSL_CTX_use_PrivateKey(context.native_handle(), key.get());
    return context;
}

class tls : public a_transport {
protected:
    static http_request https_to(const stub_server& server) {
        http_request request = request_to(server);
        request.url = server.url("https") + "/";
        return request;
    }
};

TEST_F(tls, with_a_certificate_that_nobody_vouches_for_is_refused_before_anything_is_sent) {
    asio::io_context handshakes;
    asio::ip::tcp::acceptor acceptor(handshakes, {asio::ip::address_v4::loopback(), 0});
    asio::ssl::context certificate = self_signed();
    std::thread server([&] {
        asio::ssl::stream<asio::ip::tcp::socket> stream(acceptor.accept(), certificate);
        boost::system::error_code ignored;
        stream.handshake(asio::ssl::stream_base::server, ignored);
    });
    http_request request;
    request.url = "https://127.0.0.1:" + std::to_string(acceptor.local_endpoint().port()) + "/";
    const auto outcome = send(request);
    server.join();
    expect_failure(outcome, client_errc::tls_failed, delivery::not_sent);
    EXPECT_EQ(outcome.error().error.kind(), error_kind::invalid_request);
}

TEST_F(tls, with_a_server_that_does_not_speak_it_fails) {
    stub_server server([](stub_connection& connection) {
        connection.read_more();
        connection.send("HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    expect_failure(send(https_to(server)), client_errc::tls_failed, delivery::not_sent);
}

// A load balancer that restarts: the next attempt may work.
TEST_F(tls, with_a_server_that_hangs_up_in_the_handshake_is_a_failed_connection) {
    stub_server server([](stub_connection& connection) {
        connection.read_more();
        connection.reset();
    });
    expect_failure(send(https_to(server)), client_errc::connect_failed, delivery::not_sent);
}

}  // namespace
}  // namespace mastra::client::test
