// Single threads: get, save, update.
#include "stores/memory_fixture.hpp"

namespace mastra::test {
namespace {

using stores::thread;
using stores::thread_update;
using threads_test = memory_test;

// saveThread's result equals its input, and a read gives the same (conformance suite).
TEST_F(threads_test, a_saved_thread_reads_back_equal) {
    const thread saved = ok(store.save_thread(a_thread("t1")));
    EXPECT_EQ(saved, a_thread("t1"));
    EXPECT_EQ(ok(store.get_thread_by_id("t1")), a_thread("t1"));
}

TEST_F(threads_test, an_unknown_thread_is_absent) {
    EXPECT_EQ(ok(store.get_thread_by_id("nobody")), std::nullopt);
}

// The bytes upstream writes (contract section 4).
TEST_F(threads_test, the_item_has_exactly_the_attributes_upstream_writes) {
    thread value = a_thread("Th Read#\u00c4-\u65e5\u672c-ID", "Res \u00d6ne#X");
    value.created_at = value.updated_at = parse_timestamp("2024-01-02T03:04:05.678Z").value();
    ok(store.save_thread(value));
    const auto item = raw_item("$mastra#entity_thread#id_th read#\u00e4-\u65e5\u672c-id",
                               "$thread_1#id_th read#\u00e4-\u65e5\u672c-id");
    const attribute_map expected{{"__edb_e__", "thread"},
                                 {"__edb_v__", "1"},
                                 {"entity", "thread"},
                                 {"id", "Th Read#\u00c4-\u65e5\u672c-ID"},
                                 {"resourceId", "Res \u00d6ne#X"},
                                 {"title", "a title"},
                                 {"metadata", R"({"a":1})"},
                                 {"createdAt", "2024-01-02T03:04:05.678Z"},
                                 {"updatedAt", "2024-01-02T03:04:05.678Z"},
                                 {"pk", "$mastra#entity_thread#id_th read#\u00e4-\u65e5\u672c-id"},
                                 {"sk", "$thread_1#id_th read#\u00e4-\u65e5\u672c-id"},
                                 {"gsi1pk", "$mastra#entity_thread#resourceid_res \u00f6ne#x"},
                                 {"gsi1sk", "$thread_1#createdat_2024-01-02t03:04:05.678z"}};
    EXPECT_EQ(item, expected);
}

// Contract section 5, row 17: getThreadById with another resource must find nothing.
TEST_F(threads_test, row_17_a_thread_of_another_resource_is_absent) {
    ok(store.save_thread(a_thread("t1", "mine")));
    EXPECT_EQ(ok(store.get_thread_by_id("t1", "other")), std::nullopt);
    EXPECT_TRUE(ok(store.get_thread_by_id("t1", "mine")).has_value());
}

// Row 24: a full save clears what it does not give; an empty title is a title.
TEST_F(threads_test, row_24_fields_can_be_cleared) {
    ok(store.save_thread(a_thread("t1")));
    thread bare = a_thread("t1");
    bare.metadata.reset();
    bare.title = "";
    ok(store.save_thread(bare));
    const auto read = ok(store.get_thread_by_id("t1"));
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->metadata, std::nullopt);
    EXPECT_EQ(read->title, "");
    thread_update change{"t1", "named", {}};
    ok(store.update_thread(change));
    change.title = "";
    EXPECT_EQ(ok(store.update_thread(change)).title, "");
    EXPECT_EQ(ok(store.get_thread_by_id("t1"))->title, "");
}

TEST_F(threads_test, a_thread_without_title_gets_upstreams_default) {
    thread value = a_thread("t1");
    value.title.reset();
    EXPECT_EQ(ok(store.save_thread(value)).title, "Thread t1");
    EXPECT_EQ(ok(store.get_thread_by_id("t1"))->title, "Thread t1");
}

TEST_F(threads_test, an_update_merges_metadata_and_keeps_what_is_not_given) {
    ok(store.save_thread(a_thread("t1")));
    const thread updated = ok(store.update_thread(thread_update{"t1", {}, json(R"({"b":[2],"a":3})")}));
    EXPECT_EQ(updated.title, "a title");
    EXPECT_EQ(updated.metadata->text(), R"({"a":3,"b":[2]})");
    EXPECT_GT(updated.updated_at, at(0));
    EXPECT_EQ(updated.created_at, at(0));
    EXPECT_EQ(ok(store.get_thread_by_id("t1")), updated);
}

TEST_F(threads_test, a_title_alone_is_one_request) {
    ok(store.save_thread(a_thread("t1")));
    test_proxy proxy;
    const auto counted = make_store(config(), proxy.endpoint());
    const thread updated = ok(counted.update_thread(thread_update{"t1", "new", {}}));
    EXPECT_EQ(updated.title, "new");
    EXPECT_EQ(updated.metadata->text(), R"({"a":1})");
    EXPECT_EQ(proxy.stats().requests, 1U);
}

TEST_F(threads_test, updating_an_unknown_thread_is_an_error_and_creates_nothing) {
    EXPECT_TRUE(run(store.update_thread(thread_update{"t1", "x", {}})).error().is(store_errc::thread_not_found));
    EXPECT_TRUE(run(store.update_thread(thread_update{"t1", {}, json("{}")})).error().is(store_errc::thread_not_found));
    EXPECT_TRUE(raw_items().empty());
}

// Row 10: concurrent merges all stay. One handle joins them, two handles conflict and retry.
TEST_F(threads_test, row_10_concurrent_metadata_updates_all_stay) {
    ok(store.save_thread(a_thread("t1")));
    const auto other = make_store(config());
    constexpr int writers = 40;
    int done = 0;
    for (int i = 0; i < writers; ++i) {
        const auto& handle = i % 2 == 0 ? store : other;
        const thread_update change{"t1", {}, json("{\"k" + std::to_string(i) + "\":1}")};
        boost::asio::co_spawn(context, handle.update_thread(change), [&](std::exception_ptr, result<thread> r) {
            EXPECT_TRUE(r.has_value());
            ++done;
        });
    }
    context.restart();
    context.run();
    EXPECT_EQ(done, writers);
    const auto metadata = json_object::parse(ok(store.get_thread_by_id("t1"))->metadata->text()).value();
    EXPECT_EQ(metadata.members().size(), writers + 1U);
}

TEST_F(threads_test, concurrent_updates_through_one_handle_share_their_requests) {
    ok(store.save_thread(a_thread("t1")));
    test_proxy proxy;
    const auto counted = make_store(config(), proxy.endpoint());
    int done = 0;
    for (int i = 0; i < 20; ++i) {
        const thread_update change{"t1", {}, json("{\"k" + std::to_string(i) + "\":1}")};
        boost::asio::co_spawn(context, counted.update_thread(change),
                              [&](std::exception_ptr, const result<thread>& r) { done += r.has_value() ? 1 : 0; });
    }
    context.restart();
    context.run();
    EXPECT_EQ(done, 20);
    EXPECT_LE(proxy.stats().requests, 8U);
}

// The frozen clock: updates in one millisecond must not be taken for one another.
TEST_F(threads_test, metadata_edits_see_each_other_whatever_the_clock_says) {
    ok(store.save_thread(a_thread("t1")));
    const stores::metadata_edit count = [](const thread& current) -> std::optional<json_text> {
        const auto object = json_object::parse(current.metadata->text()).value();
        const json_text* n = object.find("n");
        return json("{\"n\":" + std::to_string(n ? std::stoi(n->text()) + 1 : 1) + "}");
    };
    const auto other = make_store(config());
    for (int i = 0; i < 30; ++i) {
        const auto& handle = i % 2 == 0 ? store : other;
        boost::asio::co_spawn(
            context, handle.update_thread_metadata("t1", count),
            [](std::exception_ptr, const result<std::optional<thread>>& r) { EXPECT_TRUE(r.has_value()); });
    }
    context.restart();
    context.run();
    EXPECT_EQ(ok(store.get_thread_by_id("t1"))->metadata->text(), R"({"a":1,"n":30})");
}

TEST_F(threads_test, a_metadata_edit_that_returns_nothing_writes_nothing) {
    ok(store.save_thread(a_thread("t1")));
    const auto before = raw_items();
    const auto nothing = [](const thread&) { return std::optional<json_text>(); };
    EXPECT_EQ(ok(store.update_thread_metadata("t1", nothing)), a_thread("t1"));
    EXPECT_EQ(ok(store.update_thread_metadata("t1", nothing, "other")), std::nullopt);
    EXPECT_EQ(ok(store.update_thread_metadata("t2", nothing)), std::nullopt);
    EXPECT_EQ(raw_items(), before);
}

// Row 11: the stub that upstream's touch leaves behind is not a thread.
TEST_F(threads_test, row_11_upstreams_ghost_threads_are_not_shown) {
    put_raw({{"pk", "$mastra#entity_thread#id_ghost"},
             {"sk", "$thread_1#id_ghost"},
             {"__edb_e__", "thread"},
             {"__edb_v__", "1"},
             {"entity", "thread"},
             {"id", "ghost"},
             {"updatedAt", "2026-01-01T00:00:00.000Z"}});
    ok(store.save_thread(a_thread("t1")));
    EXPECT_EQ(ok(store.get_thread_by_id("ghost")), std::nullopt);
    EXPECT_EQ(ids_of(ok(store.list_threads({})).records), std::vector<std::string>{"t1"});
    ok(store.save_thread(a_thread("ghost")));
    EXPECT_EQ(ok(store.get_thread_by_id("ghost")), a_thread("ghost"));
}

TEST_F(threads_test, bad_ids_are_refused_with_a_sentence_and_change_nothing) {
    for (const std::string& id : {std::string(), std::string(3000, 'x'), std::string("\xff\xfe")}) {
        const auto refused = run(store.save_thread(a_thread(id)));
        ASSERT_TRUE(refused.has_error());
        EXPECT_TRUE(refused.error().is(error_kind::invalid_request));
        EXPECT_TRUE(run(store.get_thread_by_id(id)).error().is(error_kind::invalid_request));
    }
    thread value = a_thread("t1");
    value.metadata = json("[1]");
    EXPECT_TRUE(run(store.save_thread(value)).error().is(store_errc::invalid_argument));
    value = a_thread("t1", "");
    EXPECT_TRUE(run(store.save_thread(value)).error().is(store_errc::invalid_argument));
    EXPECT_TRUE(raw_items().empty());
}

}  // namespace
}  // namespace mastra::test
