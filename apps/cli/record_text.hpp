// Threads and messages as a person reads them.
#pragma once

#include "mastra/stores/records.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace mastra::cli {

enum class message_style {
    one_line,  ///< time, role, text cut to the width
    full       ///< a heading, then the whole text
};

[[nodiscard]] std::string threads_text(const std::vector<stores::thread>& threads, std::size_t width);
/// One field a line.
[[nodiscard]] std::string thread_text(const stores::thread& thread);
/// Thread ids are shown when the messages are of more than one thread.
[[nodiscard]] std::string messages_text(const std::vector<stores::message>& messages, message_style style,
                                        std::size_t width);
[[nodiscard]] std::string resource_text(const stores::resource& resource);

/// "10 of 42 threads; --page 1 shows more": what a list says on standard error.
[[nodiscard]] std::string list_summary(std::size_t shown, std::int64_t total, const stores::paging& asked,
                                       bool has_more, const char* noun);

}  // namespace mastra::cli
