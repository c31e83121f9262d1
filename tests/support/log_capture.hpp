// Keeps log lines for a test to look at.
#pragma once

#include "mastra/core/logger.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace mastra::test {

class log_capture {
public:
    [[nodiscard]] mastra::logger logger(log_level level = log_level::debug) const {
        return {level, [lines = lines_](log_level, std::string_view line) {
                    const std::lock_guard lock(lines->mutex);
                    lines->texts.emplace_back(line);
                }};
    }
    [[nodiscard]] std::vector<std::string> lines() const {
        const std::lock_guard lock(lines_->mutex);
        return lines_->texts;
    }
    [[nodiscard]] bool contains(std::string_view text) const {
        for (const std::string& line : lines()) {
            if (line.find(text) != line.npos) {
                return true;
            }
        }
        return false;
    }

private:
    struct shared_lines {
        std::mutex mutex;
        std::vector<std::string> texts;
    };
    std::shared_ptr<shared_lines> lines_ = std::make_shared<shared_lines>();
};

}  // namespace mastra::test
