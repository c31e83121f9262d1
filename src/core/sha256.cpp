#include "mastra/core/sha256.hpp"

#include "mastra/core/hex.hpp"

#include <openssl/evp.h>

#include <memory>
#include <new>

namespace mastra {
namespace {

struct free_digest {
    void operator()(EVP_MD* digest) const noexcept { EVP_MD_free(digest); }
};
struct free_context {
    void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};

// Fetching an algorithm costs more than hashing a short request, so it is fetched once.
const EVP_MD* sha256_algorithm() {
    static const std::unique_ptr<EVP_MD, free_digest> algorithm(EVP_MD_fetch(nullptr, "SHA256", nullptr));
    return algorithm.get();
}

}  // namespace

sha256_digest sha256(std::string_view bytes, std::string_view more) {
    thread_local const std::unique_ptr<EVP_MD_CTX, free_context> context(EVP_MD_CTX_new());
    sha256_digest digest{};
    unsigned int size = 0;
    const bool done = context && EVP_DigestInit_ex2(context.get(), sha256_algorithm(), nullptr) == 1 &&
                      EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1 &&
                      EVP_DigestUpdate(context.get(), more.data(), more.size()) == 1 &&
                      EVP_DigestFinal_ex(context.get(), digest.data(), &size) == 1;
    if (!done) {
        throw std::bad_alloc();  // SHA-256 itself cannot fail; only memory for its state can be missing
    }
    return digest;
}

std::string sha256_hex(std::string_view bytes) {
    return to_hex(sha256(bytes));
}

}  // namespace mastra
