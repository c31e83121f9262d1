// Lists and copies of threads, owners, and resources (contract sections 3.1 and 5).
#include "stores/memory_fixture.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mastra::test {
namespace {

using stores::thread;
using stores::thread_query;
using list_threads_test = memory_test;
using copy_thread_test = memory_test;
using resources_test = memory_test;

thread_query of_user(std::int64_t page, std::int64_t per_page) {
    thread_query query;
    query.resource_id = "user-1";
    query.paging = {page, per_page};
    return query;
}

TEST_F(list_threads_test, threads_of_a_resource_come_newest_first_in_pages) {
    for (int i = 0; i < 7; ++i) {
        thread value = a_thread(fmt::format("t{}", i));
        value.created_at = at(i * 1000);
        ok(store.save_thread(value));
    }
    ok(store.save_thread(a_thread("x", "other")));
    const auto first = ok(store.list_threads(of_user(0, 3)));
    EXPECT_EQ(ids_of(first.records), (std::vector<std::string>{"t6", "t5", "t4"}));
    EXPECT_EQ(first.total, 7);
    EXPECT_TRUE(first.has_more);
    const auto last_page = ok(store.list_threads(of_user(2, 3)));
    EXPECT_EQ(ids_of(last_page.records), std::vector<std::string>{"t0"});
    EXPECT_FALSE(last_page.has_more);
    const auto none = ok(store.list_threads(of_user(0, 0)));
    EXPECT_TRUE(none.records.empty());
    EXPECT_EQ(none.total, 7);
    EXPECT_TRUE(none.has_more);
    thread_query everything;
    everything.paging = {0, {}};
    EXPECT_EQ(ok(store.list_threads(everything)).total, 8);
    EXPECT_FALSE(ok(store.list_threads(everything)).has_more);
    everything.paging = {1, {}};
    EXPECT_TRUE(run(store.list_threads(everything)).error().is(store_errc::invalid_page));
}

TEST_F(list_threads_test, row_18_metadata_filters_are_checked_and_applied) {
    for (int i = 0; i < 4; ++i) {
        thread value = a_thread(fmt::format("t{}", i));
        value.metadata = json(fmt::format(R"({{"even":{},"deep":{{"x":[1,2]}}}})", i % 2 == 0));
        ok(store.save_thread(value));
    }
    thread_query query = of_user(0, 10);
    query.metadata = {{"even", json("true")}, {"deep", json(R"({"x":[1,2]})")}};
    EXPECT_EQ(ok(store.list_threads(query)).total, 2);
    query.metadata = {{"a.b", json("1")}};
    EXPECT_TRUE(run(store.list_threads(query)).error().is(store_errc::invalid_argument));
    query.metadata = {{std::string(129, 'a'), json("1")}};
    EXPECT_TRUE(run(store.list_threads(query)).error().is(store_errc::invalid_argument));
}

TEST_F(list_threads_test, the_order_by_update_time_is_followed) {
    ok(store.save_thread(a_thread("t1")));
    ok(store.save_thread(a_thread("t2")));
    ok(store.update_thread(stores::thread_update("t1", "later", {})));
    thread_query query = of_user(0, 10);
    query.order = {stores::sort_field::updated_at, stores::sort_direction::descending};
    EXPECT_EQ(ids_of(ok(store.list_threads(query)).records), (std::vector<std::string>{"t1", "t2"}));
}

TEST_F(copy_thread_test, row_27_a_copy_has_the_messages_under_new_ids) {
    ok(store.save_thread(a_thread("t1")));
    fill("t1", 5);
    stores::thread_copy_request request;
    request.source_thread_id = "t1";
    request.new_thread_id = "t2";
    request.resource_id = "user-2";
    const auto clone = ok(store.clone_thread(request));
    EXPECT_EQ(clone.clone.title, "Clone of a title");
    EXPECT_EQ(ok(store.get_thread_by_id("t2")), clone.clone);
    const auto metadata = json_object::parse(clone.clone.metadata->text()).value();
    const auto origin = json_object::parse(metadata.find("clone")->text()).value();
    EXPECT_EQ(origin.find("sourceThreadId")->text(), "\"t1\"");
    EXPECT_EQ(origin.find("lastMessageId")->as_string(), "m004") << "the source's id, as in the reference";
    EXPECT_EQ(metadata.members().size(), 1U);
    ASSERT_EQ(clone.messages.size(), 5U);
    const auto sources = ok(store.list_messages_by_id({"m000", "m001", "m002", "m003", "m004"}));
    for (std::size_t i = 0; i < 5; ++i) {
        EXPECT_EQ(clone.message_ids[i].first, sources[i].id);
        EXPECT_EQ(clone.message_ids[i].second, clone.messages[i].id);
        EXPECT_EQ(clone.messages[i].content, sources[i].content);
        EXPECT_EQ(clone.messages[i].created_at, sources[i].created_at);
        EXPECT_EQ(clone.messages[i].resource_id, "user-2");
    }
    EXPECT_TRUE(run(store.copy_thread(request)).error().is(store_errc::thread_exists));
    request.source_thread_id = "nobody";
    EXPECT_TRUE(run(store.copy_thread(request)).error().is(store_errc::thread_not_found));
}

TEST_F(copy_thread_test, filters_and_the_limit_choose_the_most_recent_messages) {
    ok(store.save_thread(a_thread("t1")));
    fill("t1", 10);
    const auto copied = [&](auto change) {
        stores::thread_copy_request request;
        request.source_thread_id = "t1";
        change(request);
        std::vector<std::string> ids;
        for (const auto& [source, copy] : ok(store.copy_thread(request)).message_ids) {
            ids.push_back(source);
        }
        return ids;
    };
    EXPECT_EQ(copied([](auto& r) { r.message_limit = 2; }), (std::vector<std::string>{"m008", "m009"}));
    EXPECT_EQ(copied([](auto& r) {
                  r.message_ids = {"m001", "m007", "nobody"};
              }),
              (std::vector<std::string>{"m001", "m007"}));
    EXPECT_EQ(copied([](auto& r) {
                  r.created.start = at(2000);
                  r.created.end = at(6000);
                  r.message_limit = 3;
              }),
              (std::vector<std::string>{"m004", "m005", "m006"}));
    EXPECT_TRUE(copied([](auto& r) { r.message_limit = 0; }).empty());
}

TEST_F(copy_thread_test, oversize_messages_are_copied_with_parts_of_their_own) {
    ok(store.save_thread(a_thread("t1")));
    stores::message value = a_message("m1", "t1", 1);
    value.content = "{\"text\":\"" + noise(900'000) + "\"}";
    ok(store.save_messages({value}));
    stores::thread_copy_request request;
    request.source_thread_id = "t1";
    const auto clone = ok(store.clone_thread(request));
    ok(store.delete_thread("t1"));
    EXPECT_TRUE(ok(store.list_messages(last(clone.clone.id, 1))).records.front().content == value.content);
}

TEST_F(copy_thread_test, a_thread_changes_hands_with_all_its_messages) {
    ok(store.save_thread(a_thread("t1", "old")));
    std::vector<stores::message> messages;
    for (int i = 0; i < 30; ++i) {
        messages.push_back(a_message(fmt::format("m{:03}", i), "t1", i, "old"));
    }
    ok(store.save_messages(messages));
    const auto before = ok(store.get_thread_by_id("t1"));
    const auto moved = ok(store.update_thread_resource_id("t1", "new"));
    EXPECT_EQ(moved.resource_id, "new");
    EXPECT_EQ(moved.created_at, before->created_at);
    EXPECT_GT(moved.updated_at, before->updated_at);
    EXPECT_EQ(ok(store.get_thread_by_id("t1")), moved);
    stores::message_query query = last("t1", 100);
    query.resource_id = "new";
    EXPECT_EQ(ok(store.list_messages(query)).total, 30);
    thread_query threads;
    threads.resource_id = "new";
    EXPECT_EQ(ok(store.list_threads(threads)).total, 1);
    threads.resource_id = "old";
    EXPECT_EQ(ok(store.list_threads(threads)).total, 0);
    const auto items = raw_items();
    EXPECT_EQ(ok(store.update_thread_resource_id("t1", "new")), moved);
    EXPECT_EQ(raw_items(), items) << "the same owner: nothing is written";
    EXPECT_TRUE(run(store.update_thread_resource_id("nobody", "new")).error().is(store_errc::thread_not_found));
}

TEST_F(resources_test, a_resource_is_created_merged_and_kept) {
    EXPECT_EQ(ok(store.get_resource_by_id("r")), std::nullopt);
    const auto created = ok(store.update_resource("r", "memory", {}));
    EXPECT_EQ(created.metadata->text(), "{}");
    EXPECT_EQ(ok(store.get_resource_by_id("r")), created);
    const auto merged = ok(store.update_resource("r", {}, json(R"({"a":1})")));
    EXPECT_EQ(merged.working_memory, "memory");
    EXPECT_EQ(merged.metadata->text(), R"({"a":1})");
    EXPECT_GT(merged.updated_at, created.updated_at);
    EXPECT_EQ(merged.created_at, created.created_at);
    EXPECT_EQ(ok(store.update_resource("r", "", {})).working_memory, "");
    const auto saved = ok(store.save_resource(stores::resource("r", "whole", {}, at(0), at(0))));
    EXPECT_EQ(saved.created_at, created.created_at) << "the creation time of a stored resource is kept";
    EXPECT_EQ(ok(store.get_resource_by_id("r")), saved);
    EXPECT_EQ(saved.metadata, std::nullopt);
}

// Row 10, and the race of the first touch: one record, everybody's key in it.
TEST_F(resources_test, row_10_concurrent_first_touches_make_one_resource_with_all_keys) {
    const auto other = make_store(config());
    for (int i = 0; i < 20; ++i) {
        const auto& handle = i % 2 == 0 ? store : other;
        boost::asio::co_spawn(
            context, handle.update_resource("r", {}, json(fmt::format(R"({{"k{}":1}})", i))),
            [](std::exception_ptr, const result<stores::resource>& r) { EXPECT_TRUE(r.has_value()); });
    }
    context.restart();
    context.run();
    const auto metadata = json_object::parse(ok(store.get_resource_by_id("r"))->metadata->text()).value();
    EXPECT_EQ(metadata.members().size(), 20U);
}

}  // namespace
}  // namespace mastra::test
