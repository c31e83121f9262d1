// updateThreadMetadata for languages whose callback cannot come along: it runs on what a first call showed, and a
// second call merges what it gave if that is still what the table has.
#pragma once

#include "mastra/calls/arguments.hpp"
#include "mastra/stores/memory_store.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>

namespace mastra::calls {

/// Arguments: threadId, resourceId?, and of a second call the `version` that the first one showed, with `metadata` to
/// merge. Result: {thread, version, merged}, or null when there is no such thread. `merged` false: nothing was written,
/// and this is what the table has now. The times of a thread are no part of its version: saving messages moves them.
/// Requests sent: 1 to look, else those of memory_store::update_thread_metadata.
[[nodiscard]] boost::asio::awaitable<std::string> merge_thread_metadata(const stores::memory_store& store,
                                                                        const arguments& given,
                                                                        const stores::store_options& options);

}  // namespace mastra::calls
