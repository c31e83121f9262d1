// The arguments of lists and copies: paging, order, filters, includes.
#pragma once

#include "mastra/stores/memory_store.hpp"
#include "mastra/calls/arguments.hpp"

namespace mastra::calls {

[[nodiscard]] stores::thread_query thread_query_of(const arguments& given);
[[nodiscard]] stores::message_query message_query_of(const arguments& given);
[[nodiscard]] stores::resource_message_query resource_message_query_of(const arguments& given);
[[nodiscard]] stores::thread_copy_request copy_request_of(const arguments& given);

}  // namespace mastra::calls
