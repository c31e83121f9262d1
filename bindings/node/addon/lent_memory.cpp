#include "lent_memory.hpp"

#include <algorithm>

namespace mastra::node {

void lent_memory::give_back(napi_env env, std::int64_t bytes) noexcept {
    lent_ -= bytes;
    tell(env);
}

void lent_memory::tell(napi_env env) noexcept {
    const std::int64_t beyond = std::max<std::int64_t>(0, lent_ - kept_quiet);
    if (env != nullptr && beyond != told_) {
        std::int64_t in_all = 0;
        napi_adjust_external_memory(env, beyond - told_, &in_all);
        told_ = beyond;
    }
}

}  // namespace mastra::node
