// Cursors come from outside: whatever the text, parse answers, and what it takes is exactly what to_text writes.
#include "mastra/model/cursor.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using mastra::model::cursor;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto parsed = cursor::parse(text); parsed.has_value() && parsed->to_text() != text) {
        std::abort();
    }
    // The checksum keeps random text out; the bytes as a key's value reach the code behind it.
    const cursor made{std::string(mastra::model::cursor_fingerprint_bytes, 'f'),
                      {{"pk", text.substr(0, size / 2)}, {"sk", text.substr(size / 2)}}};
    const std::string made_text = made.to_text();
    if (const auto back = cursor::parse(made_text); back.has_value() && *back != made) {
        std::abort();
    }
    return 0;
}
