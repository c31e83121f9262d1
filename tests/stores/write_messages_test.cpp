// Saving, updating and deleting messages (contract sections 3.1 and 5).
#include "stores/memory_fixture.hpp"

#include "mastra/core/error_detail.hpp"

#include <boost/asio/co_spawn.hpp>
#include <fmt/format.h>

namespace mastra::test {
namespace {

using stores::message;
using write_messages_test = memory_test;

stores::message_update content_update(std::string id, std::string_view content) {
    stores::message_update change;
    change.id = std::move(id);
    change.content = json(content);
    return change;
}

TEST_F(write_messages_test, the_item_has_exactly_the_attributes_upstream_writes) {
    message value = a_message("M\u00c4", "Thread#1", 5);
    value.tool_call_ids = json(R"(["a"])");
    for (const bool batched : {false, true}) {
        std::vector<message> messages{value};
        if (batched) {
            messages.push_back(a_message("other", "Thread#1", 6));
        }
        const auto saved = ok(store.save_messages(messages));
        const attribute_map expected{{"__edb_e__", "message"},
                                     {"__edb_v__", "1"},
                                     {"entity", "message"},
                                     {"id", "M\u00c4"},
                                     {"threadId", "Thread#1"},
                                     {"resourceId", "user-1"},
                                     {"role", "assistant"},
                                     {"type", "text"},
                                     {"content", value.content},
                                     {"toolCallIds", R"(["a"])"},
                                     {"createdAt", "2026-01-01T00:00:05.000Z"},
                                     {"updatedAt", to_iso_string(saved.front().updated_at)},
                                     {"pk", "$mastra#entity_message#id_m\u00e4"},
                                     {"sk", "$message_1#entity_message"},
                                     {"gsi1pk", "$mastra#entity_message#threadid_thread#1"},
                                     {"gsi1sk", "$message_1#createdat_2026-01-01t00:00:05.000z"}};
        EXPECT_EQ(raw_item("$mastra#entity_message#id_m\u00e4", "$message_1#entity_message"), expected);
    }
}

// Saving an id again replaces the message and keeps its creation time; another thread moves it.
TEST_F(write_messages_test, a_saved_again_message_keeps_its_creation_time) {
    for (const int others : {0, 3}) {
        std::vector<message> first{a_message("m1", "t1", 1)};
        std::vector<message> second{a_message("m1", "t2", 9)};
        for (int i = 0; i < others; ++i) {
            first.push_back(a_message(fmt::format("o{}", i), "t1", i));
            second.push_back(a_message(fmt::format("o{}", i), "t1", i));
        }
        second.front().content = "\"new\"";
        ok(store.save_messages(first));
        const auto saved = ok(store.save_messages(second));
        EXPECT_EQ(saved.front().created_at, at(1000));
        const auto read = ok(store.list_messages_by_id({"m1"})).front();
        EXPECT_EQ(read, saved.front());
        EXPECT_EQ(read.content, "\"new\"");
        EXPECT_EQ(ids_of(ok(store.list_messages(last("t2", 5))).records), std::vector<std::string>{"m1"});
        EXPECT_EQ(ok(store.list_messages(last("t1", 5))).total, others);
        ok(store.delete_thread("t1"));
        ok(store.delete_thread("t2"));
    }
}

TEST_F(write_messages_test, of_an_id_given_twice_the_last_one_counts) {
    message first = a_message("m1", "t", 1);
    message second = a_message("m1", "t", 2);
    second.content = "\"second\"";
    const auto saved = ok(store.save_messages({first, a_message("m2", "t", 3), second}));
    EXPECT_EQ(saved.size(), 2U);
    EXPECT_EQ(ok(store.list_messages_by_id({"m1"})).front().content, "\"second\"");
}

// Conformance: one invalid message, and nothing is written.
TEST_F(write_messages_test, nothing_is_written_when_one_message_is_invalid) {
    ok(store.save_thread(a_thread("t")));
    const auto before = raw_items();
    const auto refused = [&](auto spoil) {
        std::vector<message> messages{a_message("m1", "t", 1), a_message("m2", "t", 2)};
        spoil(messages.back());
        const auto outcome = run(store.save_messages(messages));
        EXPECT_TRUE(outcome.has_error() && outcome.error().is(error_kind::invalid_request));
        EXPECT_EQ(raw_items(), before);
    };
    refused([](message& m) { m.resource_id.reset(); });
    refused([](message& m) { m.resource_id = ""; });
    refused([](message& m) { m.thread_id = ""; });
    refused([](message& m) { m.id = ""; });
    refused([](message& m) { m.id = std::string(2100, 'x'); });
    refused([](message& m) { m.role = ""; });
    refused([](message& m) { m.content = ""; });
    refused([](message& m) { m.content = noise(33 * 1024 * 1024); });
    EXPECT_TRUE(ok(store.save_messages({})).empty());
}

// Row 26: every thread of the batch moves on. Row 11: a thread that does not exist is not created.
TEST_F(write_messages_test, rows_11_and_26_every_existing_thread_is_touched_and_none_created) {
    ok(store.save_thread(a_thread("t1")));
    ok(store.save_thread(a_thread("t2")));
    ok(store.save_messages({a_message("a", "t1", 1), a_message("b", "t2", 2), a_message("c", "ghost", 3)}));
    const auto t1 = ok(store.get_thread_by_id("t1"))->updated_at;
    const auto t2 = ok(store.get_thread_by_id("t2"))->updated_at;
    EXPECT_GT(t1, at(0));
    EXPECT_GT(t2, at(0));
    EXPECT_EQ(ok(store.get_thread_by_id("ghost")), std::nullopt);
    EXPECT_EQ(raw_items("$mastra#entity_thread").size(), 2U);
    ok(store.save_messages({a_message("d", "t1", 4)}));
    EXPECT_GT(ok(store.get_thread_by_id("t1"))->updated_at, t1);
    EXPECT_EQ(ok(store.get_thread_by_id("t2"))->updated_at, t2);
}

TEST_F(write_messages_test, a_touch_moves_on_even_where_the_stored_time_is_in_the_future) {
    stores::thread ahead = a_thread("t1");
    ahead.updated_at = store.client().clock().now() + 1h;
    ok(store.save_thread(ahead));
    ok(store.save_messages({a_message("m", "t1", 1)}));
    EXPECT_EQ(ok(store.get_thread_by_id("t1"))->updated_at, ahead.updated_at + 1ms);
}

// Not one request a save: whoever saves while the thread is being touched shares the next touch.
TEST_F(write_messages_test, concurrent_saves_into_one_thread_share_its_touches) {
    ok(store.save_thread(a_thread("t1")));
    test_proxy proxy;
    const auto counted = make_store(config(), proxy.endpoint());
    for (int i = 0; i < 32; ++i) {
        boost::asio::co_spawn(context, counted.save_messages({a_message(fmt::format("m{}", i), "t1", i)}),
                              [](std::exception_ptr, const result<std::vector<stores::message>>& saved) {
                                  EXPECT_TRUE(saved.has_value());
                              });
    }
    context.restart();
    context.run();
    EXPECT_LE(proxy.stats().requests, 32U + 8U);
    EXPECT_EQ(ok(store.list_messages(last("t1", 40))).records.size(), 32U);
    EXPECT_GT(ok(store.get_thread_by_id("t1"))->updated_at, at(0));
}

// Row 12: a batch that fails in part deletes nothing that was there.
TEST_F(write_messages_test, row_12_a_failed_batch_keeps_what_was_there_and_says_what_is_saved) {
    ok(store.save_messages({a_message("old", "t", 1)}));
    fault_plan plan;
    plan.throttled = 1;
    test_proxy proxy(plan);
    stores::store_options options;
    options.call.timeout = 700ms;
    const auto failing = make_store(config(), proxy.endpoint());
    message changed = a_message("old", "t", 1);
    changed.content = "\"changed\"";
    const auto outcome = run(failing.save_messages({changed, a_message("new", "t", 2)}, options));
    ASSERT_TRUE(outcome.has_error());
    EXPECT_TRUE(outcome.error().is(error_kind::throttled) || outcome.error().is(error_kind::deadline_exceeded))
        << outcome.error().message();
    EXPECT_FALSE(ok(store.list_messages_by_id({"old"})).empty());
}

TEST_F(write_messages_test, an_update_merges_content_and_its_metadata) {
    message value = a_message("m1", "t", 1);
    value.content = R"({"format":2,"parts":[1],"content":"old","metadata":{"a":1,"b":1}})";
    ok(store.save_messages({value}));
    ok(store.update_messages({content_update("m1", R"({"content":"new","metadata":{"b":2,"c":3}})")}));
    EXPECT_EQ(ok(store.list_messages_by_id({"m1"})).front().content,
              R"({"format":2,"parts":[1],"content":"new","metadata":{"a":1,"b":2,"c":3}})");
}

TEST_F(write_messages_test, updates_of_unknown_messages_are_passed_over) {
    EXPECT_TRUE(ok(store.update_messages({content_update("nobody", "{}")})).empty());
    EXPECT_TRUE(ok(store.update_messages({})).empty());
    EXPECT_TRUE(raw_items().empty());
}

TEST_F(write_messages_test, a_moved_message_leaves_its_thread_and_both_threads_move_on) {
    ok(store.save_thread(a_thread("t1")));
    ok(store.save_thread(a_thread("t2")));
    ok(store.save_messages({a_message("m1", "t1", 1)}));
    const auto before = ok(store.get_thread_by_id("t1"))->updated_at;
    stores::message_update move;
    move.id = "m1";
    move.thread_id = "t2";
    const auto moved = ok(store.update_messages({move}));
    EXPECT_EQ(moved.front().thread_id, "t2");
    EXPECT_EQ(ok(store.list_messages(last("t1", 5))).total, 0);
    EXPECT_EQ(ok(store.list_messages(last("t2", 5))).total, 1);
    EXPECT_GT(ok(store.get_thread_by_id("t1"))->updated_at, before);
    EXPECT_GT(ok(store.get_thread_by_id("t2"))->updated_at, at(0));
}

TEST_F(write_messages_test, changes_of_one_message_in_one_call_are_applied_in_order) {
    message value = a_message("m1", "t", 1);
    ok(store.save_messages({value}));
    const auto updated = ok(store.update_messages(
        {content_update("m1", R"({"metadata":{"a":1}})"), content_update("m1", R"({"metadata":{"a":2,"b":1}})")}));
    ASSERT_EQ(updated.size(), 1U);
    EXPECT_NE(updated.front().content.find(R"("metadata":{"a":2,"b":1})"), std::string::npos);
}

TEST_F(write_messages_test, concurrent_updates_of_one_message_all_stay) {
    ok(store.save_messages({a_message("m1", "t", 1)}));
    const auto other = make_store(config());
    for (int i = 0; i < 12; ++i) {
        const auto& handle = i % 2 == 0 ? store : other;
        const auto change = content_update("m1", fmt::format(R"({{"metadata":{{"k{}":1}}}})", i));
        boost::asio::co_spawn(context, handle.update_messages({change}),
                              [](std::exception_ptr, const result<std::vector<message>>& r) {
                                  EXPECT_TRUE(r.has_value()) << (r.has_error() ? r.error().message() : "");
                              });
    }
    context.restart();
    context.run();
    const auto content = json_object::parse(ok(store.list_messages_by_id({"m1"})).front().content).value();
    EXPECT_EQ(json_object::parse(content.find("metadata")->text()).value().members().size(), 12U);
}

TEST_F(write_messages_test, deleting_tolerates_unknown_and_repeated_ids_and_touches_the_threads) {
    ok(store.save_thread(a_thread("t")));
    fill("t", 120);
    const auto before = ok(store.get_thread_by_id("t"))->updated_at;
    std::vector<std::string> ids{"nobody", "m000", "m000"};
    for (int i = 0; i < 119; ++i) {
        ids.push_back(fmt::format("m{:03}", i));
    }
    ok(store.delete_messages(ids));
    EXPECT_EQ(ids_of(ok(store.list_messages(last("t", 5))).records), std::vector<std::string>{"m119"});
    EXPECT_GT(ok(store.get_thread_by_id("t"))->updated_at, before);
    ok(store.delete_messages({}));
}

// Row 5: nothing of a deleted thread stays, whatever its size.
TEST_F(write_messages_test, row_5_a_deleted_thread_leaves_nothing_behind) {
    ok(store.save_thread(a_thread("t")));
    std::vector<message> messages;
    for (int i = 0; i < 40; ++i) {
        message value = a_message(fmt::format("b{:02}", i), "t", i);
        value.content = "{\"text\":\"" + std::string(40'000, 'x') + "\"}";
        messages.push_back(std::move(value));
    }
    messages.back().content = "{\"text\":\"" + noise(700'000) + "\"}";
    ok(store.save_messages(messages));
    ok(store.save_messages({a_message("keep", "t2", 1)}));
    ok(store.delete_thread("t"));
    EXPECT_EQ(raw_items().size(), 1U);
    ok(store.delete_thread("t"));
    ok(store.delete_thread("nobody"));
}

// Row 2: two stores keep to their own tables.
TEST_F(write_messages_test, row_2_two_stores_write_to_their_own_tables) {
    memory_test::put_raw({{"pk", "x"}, {"sk", "y"}});
    auto elsewhere = config();
    elsewhere.table_name = table + "-b";
    auto made = stores::table_definition(elsewhere.table_name);
    ok(store.client().async_send(made, {}, boost::asio::use_awaitable));
    const auto other = make_store(elsewhere);
    ok(store.save_thread(a_thread("of-a")));
    ok(other.save_thread(a_thread("of-b")));
    EXPECT_EQ(ids_of(ok(store.list_threads({})).records), std::vector<std::string>{"of-a"});
    EXPECT_EQ(ids_of(ok(other.list_threads({})).records), std::vector<std::string>{"of-b"});
    ok(store.client().async_send(protocol::delete_table_request(elsewhere.table_name), {}, boost::asio::use_awaitable));
}

}  // namespace
}  // namespace mastra::test
