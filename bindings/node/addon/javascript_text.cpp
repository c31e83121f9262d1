#include "javascript_text.hpp"

#include "mastra/core/ascii.hpp"
#include "mastra/core/utf8.hpp"

#include <boost/asio/post.hpp>

#include <cstdint>
#include <memory>
#include <utility>

// Of Node-API 10, but in every Node.js that the package supports: asking for version 10 would shut out Node.js 22.13.
extern "C" {
napi_status node_api_create_external_string_latin1(napi_env env, char* text, std::size_t length, napi_finalize finalize,
                                                   void* hint, napi_value* result, bool* copied);
napi_status node_api_create_external_string_utf16(napi_env env, char16_t* text, std::size_t length,
                                                  napi_finalize finalize, void* hint, napi_value* result, bool* copied);
}

namespace mastra::node {
namespace {

/// From here on malloc maps memory of its own, which it takes long to give back.
constexpr std::int64_t mapped = 128 * 1024;

std::u16string to_utf16(const std::string& utf8) {
    std::u16string units;
    units.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
        const utf8_step step = decode_utf8_at(utf8, at);
        at += step.length;
        if (step.code_point < 0x10000) {
            units += static_cast<char16_t>(step.code_point);
        } else {
            units += static_cast<char16_t>(0xD7C0 + (step.code_point >> 10));
            units += static_cast<char16_t>(0xDC00 + (step.code_point & 0x3FF));
        }
    }
    return units;
}

template <class Unit>
using creator = napi_status (*)(napi_env, Unit*, std::size_t, napi_finalize, void*, napi_value*, bool*);

template <class Text>
std::int64_t bytes_of(const Text& text) {
    return static_cast<std::int64_t>(text.size() * sizeof(typename Text::value_type));
}

/// What V8 uses in place, and who frees it.
template <class Text>
struct lent_text {
    Text text;
    std::weak_ptr<io_runtime> runtime;
    std::shared_ptr<lent_memory> memory;
};

template <class Text>
void drop(napi_env env, void* /*text*/, void* lent) {
    std::unique_ptr<lent_text<Text>> owned(static_cast<lent_text<Text>*>(lent));
    const std::int64_t bytes = bytes_of(owned->text);
    owned->memory->give_back(env, bytes);
    if (const auto runtime = owned->runtime.lock(); runtime && bytes >= mapped) {
        boost::asio::post(runtime->context(), [text = std::move(owned->text)] {});
    }
}

/// V8 owns the text from here on; where it prefers a copy, it has dropped ours when this returns.
template <class Text>
Napi::Value external(Napi::Env env, Text text, const std::shared_ptr<io_runtime>& runtime,
                     const std::shared_ptr<lent_memory>& memory, creator<typename Text::value_type> create) {
    auto lent = std::make_unique<lent_text<Text>>(lent_text<Text>{std::move(text), runtime, memory});
    const std::int64_t bytes = bytes_of(lent->text);
    napi_value made = nullptr;
    bool copied = false;
    memory->lend(bytes);
    if (create(env, lent->text.data(), lent->text.size(), drop<Text>, lent.get(), &made, &copied) != napi_ok) {
        memory->give_back(env, bytes);
        throw Napi::Error::New(env, "mastra-dynamodb: a reply is too large for a string");
    }
    lent.release();
    return {env, made};
}

}  // namespace

javascript_text::javascript_text(std::string utf8, std::size_t least_outside) : bytes_(utf8.size()) {
    if (bytes_ < least_outside) {
        text_ = std::move(utf8);
    } else if (is_ascii(utf8)) {
        text_ = one_byte{std::move(utf8)};
    } else {
        text_ = to_utf16(utf8);
    }
}

Napi::Value javascript_text::release(Napi::Env env, const std::shared_ptr<io_runtime>& runtime,
                                     const std::shared_ptr<lent_memory>& memory) && {
    if (auto* const ascii = std::get_if<one_byte>(&text_)) {
        return external(env, std::move(ascii->text), runtime, memory, node_api_create_external_string_latin1);
    }
    if (auto* const units = std::get_if<std::u16string>(&text_)) {
        return external(env, std::move(*units), runtime, memory, node_api_create_external_string_utf16);
    }
    return Napi::String::New(env, std::get<std::string>(text_));
}

}  // namespace mastra::node
