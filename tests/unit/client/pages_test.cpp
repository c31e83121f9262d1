#include "mastra/client/pages.hpp"

#include "mastra/client/run_blocking.hpp"
#include "scripted_client.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <algorithm>

namespace mastra::client::test {
namespace {

http_response page(const std::string& items, int count, const std::string& last_key = {}) {
    const std::string last = last_key.empty() ? "" : R"(,"LastEvaluatedKey":{"pk":{"S":")" + last_key + R"("}})";
    return reply(200, R"({"Items":[)" + items + R"(],"Count":)" + std::to_string(count) + R"(,"ScannedCount":)" +
                          std::to_string(count) + last + "}");
}
const std::string item = R"({"pk":{"S":"x"}})";

class a_query : public scripted_client {
protected:
    static protocol::query_request query() {
        protocol::query_request request;
        request.table_name = "table";
        request.key_condition_expression = "pk = :p";
        return request;
    }
    template <class T>
    T run(boost::asio::awaitable<T> operation) {
        return run_blocking(context, std::move(operation));
    }
};

TEST_F(a_query, reads_every_page_empty_ones_too) {
    http->then(page(item, 1, "a")).then(page("", 0, "b")).then(page(item + "," + item, 2));
    const auto all = run(read_all(make_client(), query()));
    ASSERT_TRUE(all.has_value());
    EXPECT_EQ(all->size(), 3U);
    EXPECT_NE(http->requests()[2].body.view().find(R"("ExclusiveStartKey":{"pk":{"S":"b"}})"), std::string::npos);
}

TEST_F(a_query, counts_over_all_pages_without_shipping_items) {
    http->then(page("", 7, "a")).then(page("", 5));
    EXPECT_EQ(run(count_all(make_client(), query())).value(), 12);
    EXPECT_NE(http->requests()[0].body.view().find(R"("Select":"COUNT")"), std::string::npos);
}

TEST_F(a_query, stops_when_the_visitor_has_enough_and_says_where_to_go_on) {
    http->then(page(item, 1, "a"));
    const auto next = run(visit_pages(make_client(), query(), [](protocol::page_response& read) {
        read.last_evaluated_key.reset();  // a visitor may do what it likes with its page
        return page_step::enough;
    }));
    ASSERT_TRUE(next.has_value());
    EXPECT_EQ(**next, (attribute_map{{"pk", "a"}}));
}

TEST_F(a_query, ends_with_the_error_of_a_page) {
    http->then(page(item, 1, "a")).then(service_error("ValidationException"));
    EXPECT_TRUE(run(read_all(make_client(), query())).error().is(service_errc::validation));
}

TEST_F(a_query, fails_instead_of_reading_one_page_for_ever) {
    http->otherwise([](const http_request&) { return page(item, 1, "a"); });
    EXPECT_TRUE(run(read_all(make_client(), query())).error().is(client_errc::malformed_reply));
}

TEST_F(a_query, shares_one_deadline_among_its_pages) {
    http->then_do([this](const http_request&) {
        clock.advance(std::chrono::seconds(10));
        return page(item, 1, "a");
    });
    http->then(page(item, 1));
    const auto end = clock.steady_now() + std::chrono::seconds(30);
    ASSERT_TRUE(run(read_all(make_client(), query())).has_value());
    EXPECT_EQ(http->requests()[0].deadline, end);
    EXPECT_EQ(http->requests()[1].deadline, end);
}

TEST_F(a_query, that_is_cancelled_reads_no_further_page) {
    http->then(page(item, 1, "a")).then_silence();
    boost::asio::cancellation_signal signal;
    std::optional<result<std::vector<attribute_map>>> outcome;
    boost::asio::co_spawn(context, read_all(make_client(), query()),
                          boost::asio::bind_cancellation_slot(signal.slot(), [&](std::exception_ptr failure, auto r) {
                              EXPECT_FALSE(failure);
                              outcome = std::move(r);
                          }));
    while (http->unanswered() == 0) {
        context.run_one();
    }
    signal.emit(boost::asio::cancellation_type::terminal);
    context.run();
    ASSERT_TRUE(outcome);
    EXPECT_TRUE(outcome->error().is(client_errc::cancelled));
    EXPECT_EQ(http->requests().size(), 2U);
}

TEST_F(a_query, in_segments_visits_the_pages_of_all_of_them) {
    http->otherwise([](const http_request& request) {
        const bool first_page = request.body.view().find("ExclusiveStartKey") == std::string::npos;
        return first_page ? page(item, 1, "a") : page(item, 1);
    });
    protocol::scan_request scan;
    scan.table_name = "table";
    std::size_t seen = 0;
    ASSERT_TRUE(run(scan_segments(make_client(), scan, 4, [&](protocol::page_response& read) {
                    seen += read.items.size();
                    return page_step::more;
                })).has_value());
    EXPECT_EQ(seen, 8U);
    for (const char* segment : {R"("Segment":0)", R"("Segment":3)"}) {
        EXPECT_TRUE(std::any_of(http->requests().begin(), http->requests().end(), [&](const http_request& request) {
            return request.body.view().find(segment) != std::string::npos &&
                   request.body.view().find(R"("TotalSegments":4)") != std::string::npos;
        })) << segment;
    }
}

TEST_F(a_query, in_segments_needs_at_least_one) {
    protocol::scan_request scan;
    const auto outcome = run(scan_segments(make_client(), scan, 0, [](auto&) { return page_step::more; }));
    EXPECT_TRUE(outcome.error().is(client_errc::invalid_configuration));
}

}  // namespace
}  // namespace mastra::client::test
