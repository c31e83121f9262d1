#include "mastra/core/secret.hpp"

#include <openssl/crypto.h>

namespace mastra {

// A short text lives inside the string object, so a moved-from string still holds the characters: every way out wipes.
secret_string::secret_string(secret_string&& other) noexcept : text_(std::move(other.text_)) {
    other.wipe();
}

secret_string& secret_string::operator=(const secret_string& other) {
    if (this != &other) {
        wipe();
        text_ = other.text_;
    }
    return *this;
}

secret_string& secret_string::operator=(secret_string&& other) noexcept {
    if (this != &other) {
        wipe();
        text_ = std::move(other.text_);
        other.wipe();
    }
    return *this;
}

secret_string::~secret_string() {
    wipe();
}

void secret_string::wipe() noexcept {
    text_.resize(text_.capacity());  // never allocates; the spare bytes may hold an older secret
    OPENSSL_cleanse(text_.data(), text_.size());
    text_.clear();
}

}  // namespace mastra
