#include "transport_fixture.hpp"

#include <boost/asio/completion_condition.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

namespace mastra::client::test {
namespace {

namespace asio = boost::asio;
using key_ptr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using certificate_ptr = std::unique_ptr<X509, decltype(&X509_free)>;

/// A key and a certificate for 127.0.0.1 that nobody else vouches for.
struct self_signed {
    self_signed();
    [[nodiscard]] asio::ssl::context context() const;
    [[nodiscard]] std::string pem() const;

    key_ptr key{EVP_EC_gen("P-256"), &EVP_PKEY_free};
    certificate_ptr certificate{X509_new(), &X509_free};
};

self_signed::self_signed() {
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME* name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("127.0.0.1"), -1, -1,
                               0);
    X509_set_issuer_name(certificate.get(), name);
    X509_sign(certificate.get(), key.get(), EVP_sha256());
}

asio::ssl::context self_signed::context() const {
    asio::ssl::context context(asio::ssl::context::tls_server);
    SSL_CTX_use_certificate(context.native_handle(), certificate.get());
    SSL_CTX_use_PrivateKey(context.native_handle(), key.get());
    return context;
}

std::string self_signed::pem() const {
    const std::unique_ptr<BIO, decltype(&BIO_free)> text(BIO_new(BIO_s_mem()), &BIO_free);
    PEM_write_bio_X509(text.get(), certificate.get());
    char* data = nullptr;
    const long size = BIO_get_mem_data(text.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

/// Answers the requests of one connection after the other, if the client trusts it, with the bodies that they came
/// with. With more than one connection each is closed after its first reply.
class tls_server {
public:
    explicit tls_server(const self_signed& identity, int connections = 1)
        : context_(identity.context()), acceptor_(handshakes_, {asio::ip::address_v4::loopback(), 0}) {
        thread_ = std::thread([this, connections] {
            for (int i = 0; i < connections; ++i) {
                serve(connections == 1);
            }
        });
    }
    ~tls_server() {
        if (thread_.joinable()) {
            thread_.join();
        }
    }

    [[nodiscard]] http_request request(std::string body = "{}") const {
        http_request request;
        request.url = "https://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()) + "/";
        request.body = std::move(body);
        request.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        return request;
    }

    /// Connections that went on with the session of an earlier one. Waits until all have ended.
    [[nodiscard]] int resumed() {
        thread_.join();
        return resumed_;
    }

private:
    void serve(bool stays_open) {
        asio::ssl::stream<asio::ip::tcp::socket> stream(acceptor_.accept(), context_);
        boost::system::error_code fault;
        stream.handshake(asio::ssl::stream_base::server, fault);
        resumed_ += SSL_session_reused(stream.native_handle());
        std::string received;
        while (!fault) {
            const std::size_t head = asio::read_until(stream, asio::dynamic_buffer(received), "\r\n\r\n", fault);
            if (fault) {
                return;
            }
            const std::string name = "\r\nContent-Length: ";
            const std::size_t body = std::stoul(received.substr(received.find(name) + name.size()));
            if (received.size() < head + body) {
                const std::size_t missing = head + body - received.size();
                asio::read(stream, asio::dynamic_buffer(received), asio::transfer_exactly(missing), fault);
            }
            const std::string reply =
                "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body) + "\r\n\r\n" + received.substr(head, body);
            received.erase(0, head + body);
            asio::write(stream, asio::buffer(reply), fault);
            if (!stays_open) {
                return;
            }
        }
    }

    asio::io_context handshakes_;
    asio::ssl::context context_;
    asio::ip::tcp::acceptor acceptor_;
    int resumed_ = 0;
    std::thread thread_;
};

class tls : public a_transport {
protected:
    static http_request https_to(const stub_server& server) {
        http_request request = request_to(server);
        request.url = server.url("https") + "/";
        return request;
    }
};

TEST_F(tls, with_a_certificate_that_nobody_vouches_for_is_refused_before_anything_is_sent) {
    const tls_server server{self_signed()};
    const auto outcome = send(server.request());
    expect_failure(outcome, client_errc::tls_failed, delivery::not_sent);
    EXPECT_EQ(outcome.error().error.kind(), error_kind::invalid_request);
}

TEST_F(tls, trusts_the_certificates_that_it_is_given) {
    const self_signed identity;
    const tls_server server(identity);
    options.ca_certificates = self_signed().pem() + "\n" + identity.pem();
    const auto outcome = send(server.request());
    ASSERT_TRUE(outcome.has_value()) << outcome.error().error.message();
    EXPECT_EQ(outcome->status, 200);
}

// Bodies of several TLS records each, both ways: the server takes one connection only.
TEST_F(tls, carries_one_request_after_the_other_on_one_connection) {
    const self_signed identity;
    const tls_server server(identity);
    options.ca_certificates = identity.pem();
    const auto http = make_transport();
    for (const std::size_t size : {2U, 16'384U, 100'000U, 3'000'000U, 0U}) {
        const std::string body(size, 'x');
        const auto outcome = send(http, server.request(body));
        ASSERT_TRUE(outcome.has_value()) << size << ": " << outcome.error().error.message();
        EXPECT_EQ(outcome->body, body);
    }
    http->stop();
    context.restart();
    context.run();
}

TEST_F(tls, goes_on_with_a_session_on_the_next_connection) {
    const self_signed identity;
    tls_server server(identity, 2);
    options.ca_certificates = identity.pem();
    const auto http = make_transport();
    for (int i = 0; i < 2; ++i) {
        const auto outcome = send(http, server.request());
        ASSERT_TRUE(outcome.has_value()) << outcome.error().error.message();
    }
    EXPECT_EQ(server.resumed(), 1);
}

TEST_F(tls, asks_the_proxy_of_the_environment_for_a_tunnel) {
    std::string head;
    stub_server proxy([&](stub_connection& connection) {
        stub_request request;
        connection.read_request(request);
        head = request.head;
        connection.reply(403, "");
    });
    setenv("https_proxy", ("http://user:p%40ss@" + proxy.url().substr(7)).c_str(), 1);
    http_request request;
    request.url = "https://dynamodb.test/";
    request.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    const auto outcome = send(request);
    unsetenv("https_proxy");
    ASSERT_TRUE(outcome.has_error());
    EXPECT_EQ(outcome.error().delivered, delivery::not_sent);
    EXPECT_TRUE(head.starts_with("CONNECT dynamodb.test:443 HTTP/1.1\r\n")) << head;
    EXPECT_NE(head.find("Proxy-Authorization: Basic dXNlcjpwQHNz\r\n"), std::string::npos) << head;
}

// The URL is no https one, and the bytes are encrypted all the same.
TEST_F(tls, is_spoken_with_a_proxy_that_wants_it) {
    const self_signed identity;
    const tls_server proxy(identity);
    options.ca_certificates = identity.pem();
    http_request request = proxy.request("one");
    setenv("http_proxy", request.url.c_str(), 1);
    request.url = "http://dynamodb.test/";
    const auto http = make_transport();
    for (int i = 0; i < 2; ++i) {
        const auto outcome = send(http, request);
        ASSERT_TRUE(outcome.has_value()) << outcome.error().error.message();
        EXPECT_EQ(outcome->body, "one");
    }
    unsetenv("http_proxy");
    http->stop();
    context.restart();
    context.run();
}

TEST_F(tls, trusts_no_other_certificates_than_it_is_given) {
    const tls_server server{self_signed()};
    options.ca_certificates = self_signed().pem();
    expect_failure(send(server.request()), client_errc::tls_failed, delivery::not_sent);
}

TEST_F(tls, trusts_the_file_that_the_environment_names) {
    const self_signed identity;
    const std::string file = ::testing::TempDir() + "mastra-tls-test.pem";
    std::ofstream(file) << identity.pem();
    setenv("AWS_CA_BUNDLE", file.c_str(), 1);
    const tls_server server(identity);
    const auto outcome = send(server.request());
    unsetenv("AWS_CA_BUNDLE");
    ASSERT_TRUE(outcome.has_value()) << outcome.error().error.message();
    EXPECT_EQ(outcome->status, 200);
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
