#include "client/percent_encoding.hpp"

namespace mastra::client {
namespace {

constexpr bool is_unreserved(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

}  // namespace

void append_percent_encoded(std::string& text, std::string_view bytes, std::string_view keep) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : bytes) {
        if (is_unreserved(c) || keep.find(c) != keep.npos) {
            text += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        text += '%';
        text += digits[byte >> 4];
        text += digits[byte & 0x0f];
    }
}

}  // namespace mastra::client
