// What V8 is told of memory outside of its heap. It does not see that of external strings, and would never collect the
// ones that nobody uses any more; told of all of it, it collects every 64 MB, for 10 to 25 milliseconds.
#pragma once

#include <node_api.h>

#include <cstdint>

namespace mastra::node {

/// The memory that the JavaScript of one environment uses where it lies. JavaScript thread only.
class lent_memory {
public:
    /// So much is kept from V8: results of that size, which their caller still uses, are not searched for garbage. It
    /// is as much as V8 lets come to be between two collections, so at most twice as much garbage waits.
    static constexpr std::int64_t kept_quiet = 64 * 1024 * 1024;

    /// V8 learns it with tell(): once for many, because each time it may work on its garbage for milliseconds.
    void lend(std::int64_t bytes) noexcept { lent_ += bytes; }
    /// V8 has no use for it any more. `env`: null when the environment is dead already, as Node.js says it to the
    /// finalizers of strings; then there is nobody to be told.
    void give_back(napi_env env, std::int64_t bytes) noexcept;
    void tell(napi_env env) noexcept;

private:
    std::int64_t lent_ = 0;
    std::int64_t told_ = 0;
};

}  // namespace mastra::node
