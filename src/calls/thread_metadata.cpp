#include "calls/thread_metadata.hpp"

#include "mastra/calls/rendered.hpp"
#include "mastra/core/sha256.hpp"

#include <memory>
#include <optional>
#include <utility>

namespace mastra::calls {
namespace {

using boost::asio::awaitable;
using stores::thread;

struct versioned_thread {
    versioned_thread() = default;
    versioned_thread(thread value_, bool merged_) : value(std::move(value_)), merged(merged_) {}

    thread value;
    bool merged = false;
};

std::string version_of(thread value) {
    value.created_at = value.updated_at = {};
    return sha256_hex(to_json(value));
}

using outcome = result<std::optional<versioned_thread>>;

awaitable<outcome> shown(awaitable<result<std::optional<thread>>> read, std::shared_ptr<const bool> merged) {
    auto found = co_await std::move(read);
    if (found.has_error()) {
        co_return std::move(found).error();
    }
    if (!*found) {
        co_return std::optional<versioned_thread>();
    }
    co_return std::optional<versioned_thread>(std::in_place, **std::move(found), *merged);
}

std::string text_of(const std::optional<versioned_thread>& value) {
    if (!value) {
        return "null";
    }
    return R"({"thread":)" + to_json(value->value) + R"(,"version":")" + version_of(value->value) + R"(","merged":)" +
           (value->merged ? "true}" : "false}");
}

}  // namespace

awaitable<std::string> merge_thread_metadata(const stores::memory_store& store, const arguments& given,
                                             const stores::store_options& options) {
    const auto merged = std::make_shared<bool>(false);
    const auto version = given.optional_text("version");
    if (!version) {
        auto read = store.get_thread_by_id(given.text("threadId"), given.optional_text("resourceId"), options);
        return rendered(shown(std::move(read), merged), text_of);
    }
    // Runs again after a conflict: what counts is its last answer.
    auto edit = [merged, version = *version, added = given.json_or_null("metadata")](const thread& current) {
        *merged = version_of(current) == version;
        return *merged ? std::optional(added) : std::nullopt;
    };
    auto update = store.update_thread_metadata(given.text("threadId"), std::move(edit),
                                               given.optional_text("resourceId"), options);
    return rendered(shown(std::move(update), merged), text_of);
}

}  // namespace mastra::calls
