// Text on its way to JavaScript. A large one becomes, before it gets there, what V8 uses where it lies: the JavaScript
// thread neither decodes nor copies it, and its garbage collector does not move it.
#pragma once

#include <napi.h>

#include <cstddef>
#include <string>
#include <variant>

namespace mastra::node {

class javascript_text {
public:
    /// Any thread; takes time where the text is large.
    explicit javascript_text(std::string utf8);

    /// The length of the UTF-8 text.
    [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }
    /// JavaScript thread only.
    [[nodiscard]] Napi::Value release(Napi::Env env) &&;

private:
    /// As V8 has it: one byte a character for ASCII.
    struct one_byte {
        std::string text;
    };
    std::size_t bytes_;
    std::variant<std::string, one_byte, std::u16string> text_;
};

}  // namespace mastra::node
