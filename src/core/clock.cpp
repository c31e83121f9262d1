#include "mastra/core/clock.hpp"

namespace mastra {
namespace {

class machine_clock final : public clock {
public:
    [[nodiscard]] timestamp now() const override {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
    [[nodiscard]] std::chrono::steady_clock::time_point steady_now() const override {
        return std::chrono::steady_clock::now();
    }
};

}  // namespace

const clock& system_clock() {
    static const machine_clock instance;
    return instance;
}

}  // namespace mastra
