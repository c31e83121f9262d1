// Reading a Query or a Scan page by page: the one paging loop, which cannot be called without saying how far to read.
#pragma once

#include "mastra/client/dynamodb_client.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace mastra::client {

/// Given after each page; says whether the next one is wanted.
enum class page_step { more, enough };
/// Receives a page (its items may be moved out) and decides. Called on the client's executor; must not block.
using page_visitor = std::function<page_step(protocol::page_response& page)>;

/// Reads pages until the visitor has enough or there are no more. Empty pages with a continuation key are passed on
/// too. Returns the key to go on from; empty when the end was reached. Requests sent: one a page. Errors: those of
/// async_send.
[[nodiscard]] boost::asio::awaitable<result<std::optional<attribute_map>>> visit_pages(dynamodb_client client,
                                                                                       protocol::query_request request,
                                                                                       page_visitor visitor,
                                                                                       call_options options = {});
[[nodiscard]] boost::asio::awaitable<result<std::optional<attribute_map>>> visit_pages(dynamodb_client client,
                                                                                       protocol::scan_request request,
                                                                                       page_visitor visitor,
                                                                                       call_options options = {});

/// All items of all pages. Memory: proportional to the result.
[[nodiscard]] boost::asio::awaitable<result<std::vector<attribute_map>>> read_all(dynamodb_client client,
                                                                                  protocol::query_request request,
                                                                                  call_options options = {});
/// The number of items over all pages (Select COUNT); no item is shipped.
[[nodiscard]] boost::asio::awaitable<result<std::int64_t>> count_all(dynamodb_client client,
                                                                     protocol::query_request request,
                                                                     call_options options = {});
/// A scan in `segments` parallel parts; the visitor is called for the pages of all parts, one at a time.
[[nodiscard]] boost::asio::awaitable<result<void>> scan_segments(dynamodb_client client, protocol::scan_request request,
                                                                 int segments, page_visitor visitor,
                                                                 call_options options = {});

}  // namespace mastra::client
