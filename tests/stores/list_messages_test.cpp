// Lists of messages: pages, order, totals, filters, includes (contract section 3.1 and 5).
#include "stores/memory_fixture.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace mastra::test {
namespace {

using stores::message;
using stores::message_query;
using stores::sort_direction;
using list_messages_test = memory_test;

message_query all_of(std::string thread_id) {
    message_query query;
    query.thread_ids = {std::move(thread_id)};
    query.paging.per_page.reset();
    return query;
}

// Row 3: beyond one page of DynamoDB nothing is missing.
TEST_F(list_messages_test, row_3_a_thread_larger_than_a_page_is_read_to_its_end) {
    std::vector<message> messages;
    for (int i = 0; i < 30; ++i) {
        message value = a_message(fmt::format("b{:02}", i), "big", i);
        value.content = "{\"text\":\"" + std::string(60'000, 'x') + "\"}";
        messages.push_back(std::move(value));
    }
    ok(store.save_messages(messages));
    const auto everything = ok(store.list_messages(all_of("big")));
    EXPECT_EQ(everything.records.size(), 30U);
    EXPECT_EQ(everything.total, 30);
    EXPECT_FALSE(everything.has_more);
    const auto newest = ok(store.list_messages(last("big", 5)));
    EXPECT_EQ(ids_of(newest.records), (std::vector<std::string>{"b29", "b28", "b27", "b26", "b25"}));
    EXPECT_EQ(newest.total, 30);
    EXPECT_TRUE(newest.has_more);
}

TEST_F(list_messages_test, pages_follow_each_other_in_both_directions) {
    fill("t", 25);
    for (const auto direction : {sort_direction::ascending, sort_direction::descending}) {
        std::vector<std::string> seen;
        message_query query;
        query.thread_ids = {"t"};
        query.paging.per_page = 10;
        query.order.direction = direction;
        for (query.paging.page = 0; query.paging.page < 3; ++query.paging.page) {
            const auto page = ok(store.list_messages(query));
            EXPECT_EQ(page.total, 25);
            EXPECT_EQ(page.has_more, query.paging.page < 2);
            for (const auto& id : ids_of(page.records)) {
                seen.push_back(id);
            }
        }
        EXPECT_EQ(seen.size(), 25U);
        EXPECT_TRUE(direction == sort_direction::ascending ? std::is_sorted(seen.begin(), seen.end())
                                                           : std::is_sorted(seen.rbegin(), seen.rend()));
    }
}

// Pain 40: equal times have a total order; descending is its exact reverse; pages neither overlap nor leave gaps.
TEST_F(list_messages_test, messages_of_one_millisecond_keep_one_order_over_all_pages) {
    std::vector<message> messages;
    for (int i = 0; i < 120; ++i) {
        message value = a_message(fmt::format("m{:03}", (i * 37) % 120), "t", 0);
        messages.push_back(std::move(value));
    }
    ok(store.save_messages(messages));
    std::vector<std::string> up;
    std::vector<std::string> down;
    message_query query;
    query.thread_ids = {"t"};
    query.paging.per_page = 7;
    query.include_total = false;
    for (query.paging.page = 0; query.paging.page < 18; ++query.paging.page) {
        query.order.direction = sort_direction::ascending;
        auto page = ok(store.list_messages(query));
        EXPECT_EQ(page.has_more, query.paging.page < 17);
        const auto ids = ids_of(page.records);
        up.insert(up.end(), ids.begin(), ids.end());
        query.order.direction = sort_direction::descending;
        const auto reversed = ids_of(ok(store.list_messages(query)).records);
        down.insert(down.end(), reversed.begin(), reversed.end());
    }
    EXPECT_EQ(up.size(), 120U);
    EXPECT_TRUE(std::is_sorted(up.begin(), up.end()));
    std::reverse(down.begin(), down.end());
    EXPECT_EQ(up, down);
}

// Row 15: several threads give their union.
TEST_F(list_messages_test, row_15_several_threads_are_listed_together) {
    ok(store.save_messages({a_message("a1", "a", 1), a_message("b2", "b", 2), a_message("a3", "a", 3),
                            a_message("c4", "c", 4), a_message("b5", "b", 5)}));
    message_query query;
    query.thread_ids = {"a", "b", "a"};
    query.paging.per_page = 3;
    auto page = ok(store.list_messages(query));
    EXPECT_EQ(ids_of(page.records), (std::vector<std::string>{"a1", "b2", "a3"}));
    EXPECT_EQ(page.total, 4);
    EXPECT_TRUE(page.has_more);
    query.paging.page = 1;
    page = ok(store.list_messages(query));
    EXPECT_EQ(ids_of(page.records), std::vector<std::string>{"b5"});
    EXPECT_FALSE(page.has_more);
}

// Row 16: a failure is an error, not an empty list.
TEST_F(list_messages_test, row_16_a_missing_table_is_an_error) {
    auto elsewhere = config();
    elsewhere.table_name = "no-such-table-" + table;
    const auto failed = run(make_store(elsewhere).list_messages(all_of("t")));
    ASSERT_TRUE(failed.has_error());
    EXPECT_TRUE(failed.error().is(error_kind::not_found)) << failed.error().message();
}

TEST_F(list_messages_test, blank_threads_and_bad_pages_are_refused) {
    for (const std::vector<std::string>& ids : {std::vector<std::string>{}, {""}, {" \t"}, {"t", ""}}) {
        message_query query;
        query.thread_ids = ids;
        EXPECT_TRUE(run(store.list_messages(query)).error().is(store_errc::invalid_argument));
    }
    message_query query;
    query.thread_ids = {"t"};
    query.paging.page = -1;
    EXPECT_TRUE(run(store.list_messages(query)).error().is(store_errc::invalid_page));
    query.paging = {0, -5};
    const auto refused = run(store.list_messages(query));
    EXPECT_TRUE(refused.error().is(store_errc::invalid_page));
    EXPECT_NE(refused.error().message().find("perPage must be >= 0"), std::string::npos);
    query.paging = {std::int64_t{1} << 40, std::int64_t{1} << 40};
    EXPECT_TRUE(run(store.list_messages(query)).error().is(store_errc::invalid_page));
}

// Row 17: with a resource, neither pages nor includes show other resources' messages.
TEST_F(list_messages_test, row_17_other_resources_messages_are_never_shown) {
    ok(store.save_messages({a_message("m1", "t", 1, "mine"), a_message("x2", "t", 2, "other"),
                            a_message("m3", "t", 3, "mine"), a_message("x4", "t", 4, "other")}));
    message_query query;
    query.thread_ids = {"t"};
    query.resource_id = "mine";
    query.include = {{"x2", 1, 1}, {"m3", 2, 2}};
    const auto page = ok(store.list_messages(query));
    EXPECT_EQ(ids_of(page.records), (std::vector<std::string>{"m1", "m3"}));
    EXPECT_EQ(page.total, 2);
    query.resource_id = "";
    EXPECT_EQ(ok(store.list_messages(query)).total, 4);
}

// Row 18: the metadata filter holds, for scalars of the exact type; odd keys are refused.
TEST_F(list_messages_test, row_18_the_metadata_filter_is_applied) {
    std::vector<message> messages;
    for (int i = 0; i < 6; ++i) {
        message value = a_message(fmt::format("m{}", i), "t", i);
        value.content = fmt::format(R"({{"format":2,"parts":[],"metadata":{{"n":{},"s":"{}"}}}})", i % 2, i % 2);
        messages.push_back(std::move(value));
    }
    ok(store.save_messages(messages));
    message_query query;
    query.thread_ids = {"t"};
    query.paging.per_page = 2;
    query.filter.metadata = {{"n", json("1")}};
    const auto page = ok(store.list_messages(query));
    EXPECT_EQ(ids_of(page.records), (std::vector<std::string>{"m1", "m3"}));
    EXPECT_EQ(page.total, 3);
    EXPECT_TRUE(page.has_more);
    query.filter.metadata = {{"n", json("\"1\"")}};
    EXPECT_EQ(ok(store.list_messages(query)).total, 0);
    query.filter.metadata = {{"s", json("\"0\"")}, {"n", json("0")}};
    EXPECT_EQ(ok(store.list_messages(query)).total, 3);
    for (const std::string key : {"a.b", "", "__proto__", "constructor", "1a"}) {
        query.filter.metadata = {{key, json("1")}};
        EXPECT_TRUE(run(store.list_messages(query)).error().is(store_errc::invalid_argument)) << key;
    }
    query.filter.metadata = {{"n", json("{}")}};
    EXPECT_TRUE(run(store.list_messages(query)).error().is(store_errc::invalid_argument));
}

// Row 19: perPage 0 asks for nothing and reads nothing of the thread.
TEST_F(list_messages_test, row_19_a_page_of_zero_is_empty_and_costs_nothing) {
    fill("t", 5);
    test_proxy proxy;
    const auto counted = make_store(config(), proxy.endpoint());
    message_query query;
    query.thread_ids = {"t"};
    query.paging.per_page = 0;
    auto page = ok(counted.list_messages(query));
    EXPECT_TRUE(page.records.empty());
    EXPECT_EQ(page.total, 0);
    EXPECT_FALSE(page.has_more);
    EXPECT_EQ(proxy.stats().requests, 0U);
    query.include = {{"m002", 1, 1}};
    page = ok(counted.list_messages(query));
    EXPECT_EQ(ids_of(page.records), (std::vector<std::string>{"m001", "m002", "m003"}));
    EXPECT_EQ(page.total, 0);
    EXPECT_FALSE(page.has_more);
    EXPECT_EQ(proxy.stats().requests, 3U);
}

TEST_F(list_messages_test, date_ranges_are_inclusive_unless_said_otherwise) {
    fill("t", 10);
    const auto found = [&](stores::date_range range) {
        message_query query;
        query.thread_ids = {"t"};
        query.filter.created = range;
        const auto page = ok(store.list_messages(query));
        EXPECT_EQ(page.total, static_cast<std::int64_t>(page.records.size()));
        return ids_of(page.records);
    };
    EXPECT_EQ(found({at(2000), at(4000), false, false}), (std::vector<std::string>{"m002", "m003", "m004"}));
    EXPECT_EQ(found({at(2000), at(4000), true, true}), (std::vector<std::string>{"m003"}));
    EXPECT_EQ(found({at(8000), {}, false, false}), (std::vector<std::string>{"m008", "m009"}));
    EXPECT_EQ(found({{}, at(1000), false, true}), (std::vector<std::string>{"m000"}));
    EXPECT_TRUE(found({at(5000), at(4000), false, false}).empty());
    EXPECT_TRUE(found({at(4000), at(4000), true, false}).empty());
}

// The window of an include lies in the target's own thread; results are merged, each once, and ordered.
TEST_F(list_messages_test, includes_come_with_their_neighbours_from_their_own_thread) {
    fill("t", 10);
    ok(store.save_messages(
        {a_message("o1", "other", 100), a_message("o2", "other", 101), a_message("o3", "other", 102)}));
    message_query query;
    query.thread_ids = {"t"};
    query.paging.per_page = 3;
    query.include = {{"m005", 1, 2}, {"o2", 1, 0}, {"nobody", 1, 1}};
    const auto page = ok(store.list_messages(query));
    EXPECT_EQ(ids_of(page.records),
              (std::vector<std::string>{"m000", "m001", "m002", "m004", "m005", "m006", "m007", "o1", "o2"}));
    EXPECT_EQ(page.total, 10);
    EXPECT_TRUE(page.has_more);
}

TEST_F(list_messages_test, has_more_is_false_once_page_and_includes_hold_everything) {
    fill("t", 5);
    message_query query;
    query.thread_ids = {"t"};
    query.paging.per_page = 3;
    query.include = {{"m004", 1, 0}};
    const auto page = ok(store.list_messages(query));
    EXPECT_EQ(page.records.size(), 5U);
    EXPECT_FALSE(page.has_more);
}

// Pain 11: many messages of one time must not push out the one that was asked for.
TEST_F(list_messages_test, an_include_among_equal_times_is_always_there_with_the_right_neighbours) {
    std::vector<message> messages;
    for (int i = 0; i < 60; ++i) {
        messages.push_back(a_message(fmt::format("m{:03}", i), "t", 0));
    }
    ok(store.save_messages(messages));
    message_query query;
    query.thread_ids = {"t"};
    query.paging.per_page = 0;
    query.include = {{"m030", 2, 2}};
    EXPECT_EQ(ids_of(ok(store.list_messages(query)).records),
              (std::vector<std::string>{"m028", "m029", "m030", "m031", "m032"}));
}

TEST_F(list_messages_test, without_total_the_next_page_is_known_from_one_request) {
    fill("t", 25);
    test_proxy proxy;
    const auto counted = make_store(config(), proxy.endpoint());
    message_query query = last("t", 10);
    query.include_total = false;
    auto page = ok(counted.list_messages(query));
    EXPECT_TRUE(page.has_more);
    EXPECT_EQ(page.total, 10);
    EXPECT_EQ(proxy.stats().requests, 1U);
    query.paging.page = 2;
    page = ok(counted.list_messages(query));
    EXPECT_EQ(page.records.size(), 5U);
    EXPECT_FALSE(page.has_more);
    EXPECT_EQ(page.total, 25);
}

TEST_F(list_messages_test, the_order_by_update_time_is_followed) {
    fill("t", 3);
    clock.advance(10ms);
    stores::message_update change;
    change.id = "m000";
    change.role = "assistant";
    ok(store.update_messages({change}));
    message_query query;
    query.thread_ids = {"t"};
    query.order = {stores::sort_field::updated_at, sort_direction::descending};
    query.paging.per_page = 1;
    const auto page = ok(store.list_messages(query));
    EXPECT_EQ(ids_of(page.records), std::vector<std::string>{"m000"});
    EXPECT_TRUE(page.has_more);
    EXPECT_EQ(page.total, 3);
}

// Row 6: content of format 1 is a plain string; it is listed like any other.
TEST_F(list_messages_test, row_6_messages_with_plain_text_are_listed_and_deleted) {
    message value = a_message("m1", "t", 1);
    value.content = "plain";
    ok(store.save_messages({value}));
    EXPECT_EQ(ok(store.list_messages(all_of("t"))).records.front().content, "plain");
    ok(store.delete_thread("t"));
    EXPECT_TRUE(raw_items().empty());
}

// Old items may hold their content as a map (contract section 4, "ownership").
TEST_F(list_messages_test, content_that_is_a_native_map_is_read_as_json) {
    ok(store.save_messages({a_message("m1", "t", 1)}));
    attribute_map item = raw_items("$mastra#entity_message").front();
    item.set("content", attribute_map{{"format", 2}, {"parts", attribute_list()}});
    put_raw(item);
    EXPECT_EQ(ok(store.list_messages(all_of("t"))).records.front().content, R"({"format":2,"parts":[]})");
}

TEST_F(list_messages_test, messages_by_id_come_oldest_first_each_once) {
    fill("t", 5);
    const auto found = ok(store.list_messages_by_id({"m003", "m001", "nobody", "m003", "m000"}));
    EXPECT_EQ(ids_of(found), (std::vector<std::string>{"m000", "m001", "m003"}));
    EXPECT_TRUE(ok(store.list_messages_by_id({})).empty());
}

// Row 27: messages of a resource over all its threads.
TEST_F(list_messages_test, row_27_messages_of_a_resource_are_listed_over_all_its_threads) {
    ok(store.save_thread(a_thread("t1", "mine")));
    ok(store.save_thread(a_thread("t2", "mine")));
    ok(store.save_thread(a_thread("t3", "other")));
    ok(store.save_messages({a_message("a", "t1", 1, "mine"), a_message("b", "t2", 2, "mine"),
                            a_message("c", "t3", 3, "other"), a_message("d", "t1", 4, "mine")}));
    stores::resource_message_query query;
    query.resource_id = "mine";
    query.paging.per_page = 2;
    auto page = ok(store.list_messages_by_resource_id(query));
    EXPECT_EQ(ids_of(page.records), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(page.total, 3);
    EXPECT_TRUE(page.has_more);
    query.include = {{"c", 0, 0}};
    EXPECT_EQ(ok(store.list_messages_by_resource_id(query)).records.size(), 2U);
    query.resource_id = "nobody";
    EXPECT_EQ(ok(store.list_messages_by_resource_id(query)).total, 0);
    query.resource_id = " ";
    EXPECT_TRUE(run(store.list_messages_by_resource_id(query)).error().is(store_errc::invalid_argument));
}

}  // namespace
}  // namespace mastra::test
