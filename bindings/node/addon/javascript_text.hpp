// Text on its way to JavaScript. A large one becomes, before it gets there, what V8 uses where it lies: the JavaScript
// thread neither decodes nor copies it, and its garbage collector does not move it.
#pragma once

#include "io_runtime.hpp"
#include "lent_memory.hpp"

#include <napi.h>

#include <cstddef>
#include <memory>
#include <string>
#include <variant>

namespace mastra::node {

class javascript_text {
public:
    /// From this size on a copy costs more than the finalizer of a text outside of V8's heap.
    static constexpr std::size_t large = 32 * 1024;

    /// Outside of V8's heap from `least_outside` bytes on. Any thread; takes time where the text is large.
    explicit javascript_text(std::string utf8, std::size_t least_outside = large);

    /// The length of the UTF-8 text.
    [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }
    /// JavaScript thread only. What V8 has no use for any more is freed on the I/O thread of `runtime`: unmapping a
    /// hundred large texts would make its garbage collection a long pause. `memory` must be told after it.
    [[nodiscard]] Napi::Value release(Napi::Env env, const std::shared_ptr<io_runtime>& runtime,
                                      const std::shared_ptr<lent_memory>& memory) &&;

private:
    /// As V8 has it: one byte a character for ASCII.
    struct one_byte {
        std::string text;
    };
    std::size_t bytes_;
    std::variant<std::string, one_byte, std::u16string> text_;
};

}  // namespace mastra::node
