// Logging, injected: one line an event, key=value, lower case; the level is checked before a line is formatted.
#pragma once

#include <functional>
#include <string_view>

namespace mastra {

enum class log_level { debug, info, warning, error, off };

/// Where log lines go. A default-constructed logger is off. Never receives secrets, message bodies or headers.
/// Thread safety: `sink` may be called from any thread.
struct logger {
    log_level level = log_level::off;
    std::function<void(log_level, std::string_view line)> sink;

    [[nodiscard]] bool enabled(log_level wanted) const noexcept { return sink && wanted >= level; }
    /// `make_line` is called only when the level is on.
    template <class MakeLine>
    void log(log_level wanted, MakeLine&& make_line) const {
        if (enabled(wanted)) {
            sink(wanted, make_line());
        }
    }
};

}  // namespace mastra
