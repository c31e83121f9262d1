// A string that does not print: access keys' secrets and session tokens.
#pragma once

#include <string>
#include <string_view>

namespace mastra {

/// Holds a secret. There is no conversion and no stream operator; whoever needs the text says reveal().
/// The memory is overwritten on destruction and on assignment.
class secret_string {
public:
    secret_string() = default;
    explicit secret_string(std::string text) : text_(std::move(text)) {}
    secret_string(const secret_string&) = default;
    secret_string(secret_string&& other) noexcept;
    secret_string& operator=(const secret_string& other);
    secret_string& operator=(secret_string&& other) noexcept;
    ~secret_string();

    [[nodiscard]] std::string_view reveal() const noexcept { return text_; }
    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
    friend bool operator==(const secret_string&, const secret_string&) = default;

private:
    void wipe() noexcept;
    std::string text_;
};

}  // namespace mastra
