#include "cli/record_text.hpp"

#include "cli/message_text.hpp"
#include "cli/terminal_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mastra::cli {
namespace {

std::string field(std::string_view name, std::string_view value) {
    return fmt::format("{:<14}{}\n", name, printable(value));
}

std::string indented(std::string_view text) {
    std::string out = "    ";
    for (const char c : text) {
        out += c;
        if (c == '\n') {
            out += "    ";
        }
    }
    return out + "\n";
}

std::string full_text(const std::vector<stores::message>& messages) {
    std::string text;
    for (const stores::message& message : messages) {
        text += single_line(fmt::format("{}  {}  {}  thread {}", to_iso_string(message.created_at), message.role,
                                        message.id, message.thread_id));
        text += "\n" + indented(printable(readable_content(message.content)));
    }
    return text;
}

}  // namespace

std::string threads_text(const std::vector<stores::thread>& threads, std::size_t width) {
    text_table rows({"ID", "RESOURCE", "CREATED", "UPDATED", "TITLE"});
    for (const stores::thread& thread : threads) {
        rows.add({thread.id, thread.resource_id, to_iso_string(thread.created_at), to_iso_string(thread.updated_at),
                  thread.title.value_or("")});
    }
    return rows.to_text(width);
}

std::string thread_text(const stores::thread& thread) {
    std::string text = field("id", thread.id) + field("resource", thread.resource_id);
    text += field("title", thread.title.value_or(""));
    text += field("metadata", thread.metadata ? thread.metadata->text() : "");
    text += field("created", to_iso_string(thread.created_at));
    return text + field("updated", to_iso_string(thread.updated_at));
}

std::string messages_text(const std::vector<stores::message>& messages, message_style style, std::size_t width) {
    if (style == message_style::full) {
        return full_text(messages);
    }
    const bool several_threads = std::ranges::any_of(
        messages, [&](const stores::message& message) { return message.thread_id != messages.front().thread_id; });
    std::vector<std::string> headings = {"TIME", "ROLE", "TEXT"};
    if (several_threads) {
        headings.insert(headings.begin(), "THREAD");
    }
    text_table rows(std::move(headings));
    for (const stores::message& message : messages) {
        std::vector<std::string> cells = {to_iso_string(message.created_at), message.role,
                                          readable_content(message.content)};
        if (several_threads) {
            cells.insert(cells.begin(), message.thread_id);
        }
        rows.add(std::move(cells));
    }
    return rows.to_text(width);
}

std::string resource_text(const stores::resource& resource) {
    std::string text = field("id", resource.id);
    text += field("metadata", resource.metadata ? resource.metadata->text() : "");
    text += field("created", to_iso_string(resource.created_at)) + field("updated", to_iso_string(resource.updated_at));
    text += "working memory\n";
    return text + indented(printable(resource.working_memory.value_or("")));
}

std::string list_summary(std::size_t shown, std::int64_t total, const stores::paging& asked, bool has_more,
                         const char* noun) {
    if (!has_more) {
        return fmt::format("{} of {} {}", shown, total, noun);
    }
    return fmt::format("{} of {} {}; --page {} shows more", shown, total, noun, asked.page + 1);
}

}  // namespace mastra::cli
