#include "stores/write_tokens.hpp"

#include "mastra/core/random.hpp"

#include <algorithm>
#include <vector>

namespace mastra::stores {
namespace {

/// 45 random bits: two of a handful of writers never share a name.
constexpr std::size_t writer_name_length = 9;

std::vector<std::string_view> split(std::string_view tokens) {
    std::vector<std::string_view> parts;
    while (!tokens.empty()) {
        const std::size_t end = std::min(tokens.find(' '), tokens.size());
        parts.push_back(tokens.substr(0, end));
        tokens.remove_prefix(std::min(end + 1, tokens.size()));
    }
    return parts;
}

std::string_view writer_of(std::string_view token) {
    return token.substr(0, token.find('.'));
}

}  // namespace

write_token_source::write_token_source() : writer_(make_token().substr(0, writer_name_length)) {}

std::string write_token_source::next() {
    return writer_ + '.' + std::to_string(++count_);
}

std::string with_token(const std::string* stored, std::string_view token, std::size_t most) {
    std::string tokens(token);
    std::size_t count = 1;
    for (const std::string_view other : split(stored ? *stored : std::string_view())) {
        if (count < most && writer_of(other) != writer_of(token)) {
            tokens.append(1, ' ').append(other);
            ++count;
        }
    }
    return tokens;
}

bool has_token(const std::string* stored, std::string_view token) {
    const auto tokens = split(stored ? *stored : std::string_view());
    return std::find(tokens.begin(), tokens.end(), token) != tokens.end();
}

}  // namespace mastra::stores
