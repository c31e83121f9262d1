// Ids that differ only in case, in every order of writing, reading and deleting (contract section 5, row 13; pain 6).
#include "stores/memory_fixture.hpp"

#include <algorithm>

namespace mastra::test {
namespace {

using stores::thread;
using stores::thread_update;
using exact_ids_test = memory_test;

// Every order of saving and deleting three ids that share a key.
TEST_F(exact_ids_test, row_13_threads_that_differ_in_case_always_have_their_own_data) {
    std::vector<std::string> ids{"ABC", "Abc", "abc"};
    std::sort(ids.begin(), ids.end());
    do {
        for (const auto& id : ids) {
            ok(store.save_thread(a_thread(id, "res-" + id)));
            EXPECT_EQ(ok(store.get_thread_by_id(id)), a_thread(id, "res-" + id));
        }
        for (const auto& id : ids) {
            EXPECT_EQ(ok(store.get_thread_by_id(id)), a_thread(id, "res-" + id)) << id;
            ok(store.update_thread(thread_update{id, "title of " + id, json("{\"id\":\"" + id + "\"}")}));
        }
        for (std::size_t i = 0; i < ids.size(); ++i) {
            EXPECT_EQ(ok(store.get_thread_by_id(ids[i]))->title, "title of " + ids[i]);
            ok(store.delete_thread(ids[i]));
            for (std::size_t k = 0; k < ids.size(); ++k) {
                EXPECT_EQ(ok(store.get_thread_by_id(ids[k])).has_value(), k > i)
                    << ids[k] << " after deleting " << ids[i];
            }
        }
        EXPECT_TRUE(raw_items().empty());
    } while (std::next_permutation(ids.begin(), ids.end()));
}

// A single save, a batch with other ids, and a batch with all of them at once.
TEST_F(exact_ids_test, row_13_messages_that_differ_in_case_always_have_their_own_data) {
    std::vector<std::string> ids{"MSG", "Msg", "msg"};
    std::sort(ids.begin(), ids.end());
    for (const bool batched : {false, true}) {
        do {
            for (int i = 0; i < 3; ++i) {
                std::vector<stores::message> saved{a_message(ids[static_cast<std::size_t>(i)], "t", i)};
                if (batched) {
                    saved.push_back(a_message("other" + std::to_string(i), "t", 50 + i));
                }
                ok(store.save_messages(saved));
            }
            EXPECT_EQ(ids_of(ok(store.list_messages_by_id(ids))), ids);
            for (const auto& m : ok(store.list_messages_by_id(ids))) {
                EXPECT_NE(m.content.find('"' + m.id + '"'), std::string::npos);
            }
            for (int i = 0; i < 3; ++i) {
                ok(store.delete_messages({ids[static_cast<std::size_t>(i)]}));
                EXPECT_EQ(ok(store.list_messages_by_id(ids)).size(), 2U - static_cast<std::size_t>(i));
            }
            ok(store.delete_messages({"other0", "other1", "other2"}));
            EXPECT_TRUE(raw_items().empty());
        } while (std::next_permutation(ids.begin(), ids.end()));
    }
}

TEST_F(exact_ids_test, one_batch_may_hold_ids_that_differ_in_case) {
    const std::vector<std::string> ids{"MSG", "Msg", "msg", "mSG"};
    std::vector<stores::message> messages;
    for (int i = 0; i < 4; ++i) {
        messages.push_back(a_message(ids[static_cast<std::size_t>(i)], "t", i));
    }
    ok(store.save_messages(messages));
    EXPECT_EQ(ids_of(ok(store.list_messages_by_id(ids))), ids);
    ok(store.save_messages(messages));
    EXPECT_EQ(ids_of(ok(store.list_messages_by_id(ids))), ids);
    EXPECT_EQ(raw_items("$mastra#entity_message").size(), 4U);
}

TEST_F(exact_ids_test, resources_that_differ_in_case_have_their_own_memory) {
    ok(store.save_resource({"User", "of User", {}, at(0), at(0)}));
    ok(store.update_resource("user", "of user", {}));
    ok(store.update_resource("USER", "of USER", json("{}")));
    for (const std::string id : {"User", "user", "USER"}) {
        EXPECT_EQ(ok(store.get_resource_by_id(id))->working_memory, "of " + id);
    }
}

// A write to the shared place may come just after its record was moved to the exact one: then both have it, and the
// later one stays when an id in lower case wants the place.
TEST_F(exact_ids_test, row_13_a_record_that_is_at_both_of_its_places_is_joined) {
    for (const bool later : {true, false}) {
        ok(store.save_thread(a_thread("abc", "res-abc")));
        ok(store.save_thread(a_thread("ABC", "res-ABC")));
        ok(store.delete_thread("abc"));
        auto items = raw_items();
        ASSERT_EQ(items.size(), 1U) << "at its exact place";
        attribute_map twin = items.front();
        const std::string exact_pk = *twin.find_string("pk");
        const std::string exact_sk = *twin.find_string("sk");
        twin.set("pk", exact_pk.substr(0, exact_pk.find("#ID_")));
        twin.set("sk", exact_sk.substr(0, exact_sk.find("#ID_")));
        twin.set("title", "twin");
        twin.set("updatedAt", to_iso_string(at(later ? 2'000'000'000'000 : -1'000'000)));
        put_raw(twin);
        ok(store.save_thread(a_thread("abc", "res-abc")));
        EXPECT_EQ(ok(store.get_thread_by_id("abc"))->resource_id, "res-abc");
        EXPECT_EQ(ok(store.get_thread_by_id("ABC"))->title == "twin", later);
        EXPECT_EQ(raw_items().size(), 2U);
        ok(store.delete_thread("abc"));
        ok(store.delete_thread("ABC"));
        EXPECT_TRUE(raw_items().empty());
    }
}

// A message that is at both of its places: the same one is read singly and in a batch, and deleting leaves neither.
TEST_F(exact_ids_test, row_13_of_a_record_at_both_of_its_places_one_counts_and_both_are_deleted) {
    ok(store.save_messages({a_message("abc", "t", 1)}));
    ok(store.save_messages({a_message("ABC", "t", 2)}));
    ok(store.delete_messages({"abc"}));
    auto items = raw_items();
    ASSERT_EQ(items.size(), 1U) << "at its exact place";
    attribute_map twin = items.front();
    const std::string exact_pk = *twin.find_string("pk");
    twin.set("pk", exact_pk.substr(0, exact_pk.find("#ID_")));
    twin.set("role", "assistant");
    put_raw(twin);
    EXPECT_EQ(ok(store.list_messages_by_id({"ABC", "other"})).front().role, "assistant");
    ok(store.delete_messages({"ABC", "other"}));
    EXPECT_TRUE(raw_items().empty());
}

// Row 13: index partitions are shared by ids that differ in case, results are not.
TEST_F(exact_ids_test, row_13_lists_show_only_the_exact_resource_and_thread) {
    ok(store.save_thread(a_thread("t1", "Tenant-A")));
    ok(store.save_thread(a_thread("t2", "tenant-a")));
    ok(store.save_messages({a_message("m1", "T", 1), a_message("m2", "t", 2), a_message("m3", "T", 3)}));
    stores::thread_query threads;
    threads.resource_id = "Tenant-A";
    EXPECT_EQ(ids_of(ok(store.list_threads(threads)).records), std::vector<std::string>{"t1"});
    EXPECT_EQ(ok(store.list_threads(threads)).total, 1);
    stores::message_query messages;
    messages.thread_ids = {"T"};
    const auto page = ok(store.list_messages(messages));
    EXPECT_EQ(ids_of(page.records), (std::vector<std::string>{"m1", "m3"}));
    EXPECT_EQ(page.total, 2);
    ok(store.delete_thread("T"));
    EXPECT_EQ(ids_of(ok(store.list_messages_by_id({"m1", "m2", "m3"}))), std::vector<std::string>{"m2"});
}

// Values with # in them cannot reach another key's data.
TEST_F(exact_ids_test, ids_with_key_separators_are_not_mixed_up) {
    ok(store.save_messages({a_message("m", "a#threadid_b", 1), a_message("m#x", "a", 2)}));
    stores::message_query query;
    query.thread_ids = {"a"};
    EXPECT_EQ(ids_of(ok(store.list_messages(query)).records), std::vector<std::string>{"m#x"});
}

// The item an id with capital letters had before ours came into being stays readable when another takes its place.
TEST_F(exact_ids_test, an_item_written_by_upstream_is_moved_and_not_lost) {
    put_raw({{"pk", "$mastra#entity_thread#id_alice"},
             {"sk", "$thread_1#id_alice"},
             {"__edb_e__", "thread"},
             {"__edb_v__", "1"},
             {"entity", "thread"},
             {"id", "Alice"},
             {"resourceId", "r"},
             {"title", "hers"},
             {"createdAt", "2026-01-01T00:00:00.000Z"},
             {"updatedAt", "2026-01-01T00:00:00.000Z"},
             {"gsi1pk", "$mastra#entity_thread#resourceid_r"},
             {"gsi1sk", "$thread_1#createdat_2026-01-01t00:00:00.000z"}});
    EXPECT_EQ(ok(store.get_thread_by_id("alice")), std::nullopt);
    EXPECT_TRUE(run(store.update_thread(thread_update{"alice", "x", {}})).error().is(store_errc::thread_not_found));
    ok(store.save_thread(a_thread("alice", "r")));
    EXPECT_EQ(ok(store.get_thread_by_id("Alice"))->title, "hers");
    EXPECT_EQ(ok(store.get_thread_by_id("alice")), a_thread("alice", "r"));
    stores::thread_query query;
    query.resource_id = "r";
    EXPECT_EQ(ok(store.list_threads(query)).total, 2);
}

}  // namespace
}  // namespace mastra::test
