#include "client/curl/ca_store.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <new>

namespace mastra::client {
namespace {

using bio_ptr = std::unique_ptr<BIO, decltype(&BIO_free)>;
using certificate_ptr = std::unique_ptr<X509, decltype(&X509_free)>;

}  // namespace

ca_store_ptr ca_store_of(std::string_view pem) {
    if (pem.empty()) {
        return nullptr;
    }
    ca_store_ptr store(X509_STORE_new(), &X509_STORE_free);
    const bio_ptr text(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
    if (!store || !text) {
        throw std::bad_alloc();
    }
    while (const certificate_ptr found{PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr), &X509_free}) {
        X509_STORE_add_cert(store.get(), found.get());
    }
    ERR_clear_error();  // "no more certificates" is how the text ends
    return store;
}

}  // namespace mastra::client
