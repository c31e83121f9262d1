// The functions that src/native.ts calls. They only start things: every reply comes through take().
#include "bound_store.hpp"
#include "environment.hpp"
#include "options.hpp"

#include "mastra/client/trusted_ca_file.hpp"
#include "mastra/core/sha256.hpp"

#include <napi.h>

#include <memory>
#include <string>

namespace mastra::node {
namespace {

using environment_ptr = std::shared_ptr<environment>;
using store_ptr = std::shared_ptr<bound_store>;
using store_handle = Napi::External<store_ptr>;

// What belongs to one JavaScript environment; deleted with it.
struct instance {
    environment_ptr current;
};

std::string text_at(const Napi::CallbackInfo& info, std::size_t index) {
    return info[index].As<Napi::String>().Utf8Value();
}

environment_ptr environment_of(const Napi::CallbackInfo& info) {
    const auto* const data = info.Env().GetInstanceData<instance>();
    if (data == nullptr || !data->current) {
        throw Napi::Error::New(info.Env(), "mastra-dynamodb: connect() was not called");
    }
    return data->current;
}

// connect(wake): before anything else.
void connect(const Napi::CallbackInfo& info) {
    auto* const data = info.Env().GetInstanceData<instance>();
    data->current = std::make_shared<environment>(info.Env(), info[0].As<Napi::Function>());
    // Registered after the thread-safe function's own hook, hence called before it.
    info.Env().AddCleanupHook([kept = data->current] { kept->close(); });
}

// disconnect(): when the process is about to exit. process.exit destroys the static objects of the library before it
// calls the hook above, and the I/O thread must not be there to use them.
void disconnect(const Napi::CallbackInfo& info) {
    environment_of(info)->close();
    info.Env().GetInstanceData<instance>()->current.reset();
}

shared_client_ptr client_for(const std::string& settings, const environment_ptr& owner) {
    const auto given = calls::arguments::parse(settings);
    std::string key = settings;
    if (given.has("credentialsProvider")) {
        key += "\nof environment " + std::to_string(owner->number());
    }
    return owner->runtime()->client_for(sha256_hex(key), client_config_of(given, owner));
}

// openStore(clientSettings, storeSettings) -> handle
Napi::Value open_store(const Napi::CallbackInfo& info) {
    try {
        const environment_ptr owner = environment_of(info);
        const auto config = store_config_of(calls::arguments::parse(text_at(info, 1)));
        auto store = std::make_shared<bound_store>(owner, client_for(text_at(info, 0), owner), config);
        owner->add_store(store);
        auto held = std::make_unique<store_ptr>(std::move(store));
        auto handle = store_handle::New(info.Env(), held.get(), [](Napi::Env, store_ptr* owned) { delete owned; });
        held.release();
        return handle;
    } catch (const Napi::Error&) {
        throw;
    } catch (const std::exception& fault) {
        throw Napi::Error::New(info.Env(), fault.what());
    }
}

bound_store& store_at(const Napi::CallbackInfo& info) {
    return **info[0].As<store_handle>().Data();
}

// call(handle, operation, arguments, metered, cancellable) -> number of the call
Napi::Value call(const Napi::CallbackInfo& info) {
    const call_manner manner{info[3].As<Napi::Boolean>(), info[4].As<Napi::Boolean>()};
    return Napi::Number::New(info.Env(), store_at(info).call(text_at(info, 1), text_at(info, 2), manner));
}

// cancel(number of the call): its reply still comes. Does nothing after disconnect().
void cancel(const Napi::CallbackInfo& info) {
    if (const auto* const data = info.Env().GetInstanceData<instance>(); data->current) {
        data->current->cancel(info[0].As<Napi::Number>().Uint32Value());
    }
}

// findsCaFile(): whether there is a file of certificate authorities to trust.
Napi::Value finds_ca_file(const Napi::CallbackInfo& info) {
    return Napi::Boolean::New(info.Env(), !client::trusted_ca_file().empty());
}

// closeStore(handle)
void close_store(const Napi::CallbackInfo& info) {
    store_at(info).close();
}

// take(maxBytes) -> [more, kind, id, text, strings, ...]
Napi::Value take(const Napi::CallbackInfo& info) {
    return environment_of(info)->take(static_cast<std::size_t>(info[0].As<Napi::Number>().Int64Value()));
}

// answerCredentials(question, credentials | null): null when the provider failed; its text is not repeated.
void answer_credentials(const Napi::CallbackInfo& info) {
    result<client::credentials> answer =
        error(client_errc::credentials_failed, "the credentials provider given in code failed");
    if (info[1].IsString()) {
        try {
            answer = credentials_of(calls::arguments::parse(text_at(info, 1)), "code");
        } catch (const std::exception& fault) {
            answer = error(client_errc::credentials_failed, fault.what());
        }
    }
    environment_of(info)->answer_credentials(info[0].As<Napi::Number>().Uint32Value(), std::move(answer));
}

Napi::Object initialise(Napi::Env env, Napi::Object exports) {
    env.SetInstanceData(new instance);  // NOLINT(cppcoreguidelines-owning-memory): deleted by the environment
    exports["connect"] = Napi::Function::New(env, connect, "connect");
    exports["disconnect"] = Napi::Function::New(env, disconnect, "disconnect");
    exports["findsCaFile"] = Napi::Function::New(env, finds_ca_file, "findsCaFile");
    exports["openStore"] = Napi::Function::New(env, open_store, "openStore");
    exports["closeStore"] = Napi::Function::New(env, close_store, "closeStore");
    exports["call"] = Napi::Function::New(env, call, "call");
    exports["cancel"] = Napi::Function::New(env, cancel, "cancel");
    exports["take"] = Napi::Function::New(env, take, "take");
    exports["answerCredentials"] = Napi::Function::New(env, answer_credentials, "answerCredentials");
    return exports;
}

NODE_API_MODULE(mastra_dynamodb, initialise)  // NOLINT

}  // namespace
}  // namespace mastra::node
