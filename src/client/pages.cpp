#include "mastra/client/pages.hpp"

#include "client/page_fsm.hpp"
#include "mastra/client/parallel.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <iterator>
#include <memory>
#include <utility>

namespace mastra::client {

namespace asio = boost::asio;
using continuation = std::optional<attribute_map>;

namespace {

/// The one paging loop, for Query and Scan.
template <class Request>
asio::awaitable<result<continuation>> visit_all(dynamodb_client client, Request request, page_visitor visitor,
                                                call_options options) {
    co_await asio::this_coro::throw_if_cancelled(false);
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    options.deadline = client.deadline_of(options);
    page_fsm machine(request.exclusive_start_key);
    for (;;) {
        if (cancellation.cancelled() != asio::cancellation_type::none) {
            co_return error(client_errc::cancelled);
        }
        MASTRA_CO_TRY(protocol::page_response page, co_await client.async_send(request, options, asio::use_awaitable));
        continuation last = page.last_evaluated_key;
        const page_step step = visitor(page);
        page_fsm::action action = machine.resume(std::move(last), step);
        if (auto* over = std::get_if<page_fsm::finished>(&action)) {
            co_return std::move(over->next);
        }
        if (auto* fault = std::get_if<page_fsm::failed>(&action)) {
            co_return std::move(fault->error);
        }
        request.exclusive_start_key = std::move(std::get<page_fsm::read_from>(action).start);
    }
}

struct segmented_scan {
    dynamodb_client client;
    protocol::scan_request request;
    page_visitor visitor;
    call_options options;
    bool enough = false;

    asio::awaitable<result<void>> read_segment(std::size_t number) {
        protocol::scan_request part = request;
        part.segment = static_cast<std::int32_t>(number);
        auto visit = [this](protocol::page_response& page) {
            enough = enough || visitor(page) == page_step::enough;
            return enough ? page_step::enough : page_step::more;
        };
        MASTRA_CO_CHECK(co_await visit_all(client, std::move(part), visit, options));
        co_return result<void>();
    }
};

asio::awaitable<result<void>> scan_on_strand(std::shared_ptr<segmented_scan> scan, int segments) {
    co_await asio::this_coro::throw_if_cancelled(false);
    numbered_task read = [scan](std::size_t number) { return scan->read_segment(number); };
    co_return co_await for_each_parallel(static_cast<std::size_t>(segments), segments, std::move(read));
}

}  // namespace

asio::awaitable<result<continuation>> visit_pages(dynamodb_client client, protocol::query_request request,
                                                  page_visitor visitor, call_options options) {
    return visit_all(std::move(client), std::move(request), std::move(visitor), std::move(options));
}

asio::awaitable<result<continuation>> visit_pages(dynamodb_client client, protocol::scan_request request,
                                                  page_visitor visitor, call_options options) {
    return visit_all(std::move(client), std::move(request), std::move(visitor), std::move(options));
}

asio::awaitable<result<std::vector<attribute_map>>> read_all(dynamodb_client client, protocol::query_request request,
                                                             call_options options) {
    std::vector<attribute_map> items;
    auto keep = [&items](protocol::page_response& page) {
        items.insert(items.end(), std::make_move_iterator(page.items.begin()),
                     std::make_move_iterator(page.items.end()));
        return page_step::more;
    };
    MASTRA_CO_CHECK(co_await visit_all(std::move(client), std::move(request), keep, std::move(options)));
    co_return items;
}

asio::awaitable<result<std::int64_t>> count_all(dynamodb_client client, protocol::query_request request,
                                                call_options options) {
    request.selected = protocol::select::count;
    std::int64_t count = 0;
    auto add = [&count](protocol::page_response& page) {
        count += page.count;
        return page_step::more;
    };
    MASTRA_CO_CHECK(co_await visit_all(std::move(client), std::move(request), add, std::move(options)));
    co_return count;
}

asio::awaitable<result<void>> scan_segments(dynamodb_client client, protocol::scan_request request, int segments,
                                            page_visitor visitor, call_options options) {
    co_await asio::this_coro::throw_if_cancelled(false);
    if (segments < 1) {
        co_return error(client_errc::invalid_configuration, "a scan has at least one segment");
    }
    request.total_segments = segments;
    options.deadline = client.deadline_of(options);
    auto scan = std::make_shared<segmented_scan>(
        segmented_scan{std::move(client), std::move(request), std::move(visitor), std::move(options)});
    // The visitor sees one page at a time, whatever the executor: all segments run on one strand.
    const auto strand = asio::make_strand(co_await asio::this_coro::executor);
    co_return co_await asio::co_spawn(strand, scan_on_strand(scan, segments), asio::use_awaitable);
}

}  // namespace mastra::client
