// Records larger than 400 KB (contract section 5, row 28; pain 1), and lifetimes (row 25).
#include "stores/memory_fixture.hpp"

#include "mastra/core/limits.hpp"

#include <fmt/format.h>

namespace mastra::test {
namespace {

using stores::message;
using oversize_test = memory_test;
using ttl_test = memory_test;

std::string content_of(std::string_view text) {
    return fmt::format(R"({{"format":2,"text":"{}"}})", text);
}

TEST_F(oversize_test, row_28_messages_of_ten_megabytes_come_back_byte_for_byte) {
    message compressible = a_message("m1", "t", 1);
    compressible.content = content_of(std::string(10'000'000, 'x'));
    message incompressible = a_message("m2", "t", 2);
    incompressible.content = content_of(noise(10'000'000));
    ok(store.save_messages({compressible, incompressible}));
    const auto read = ok(store.list_messages(last("t", 2)));
    ASSERT_EQ(read.records.size(), 2U);
    EXPECT_TRUE(read.records[0].content == incompressible.content);
    EXPECT_TRUE(read.records[1].content == compressible.content);
    EXPECT_TRUE(ok(store.list_messages_by_id({"m2"})).front().content == incompressible.content);
}

// At the limit the plain item stays plain, one byte more spills.
TEST_F(oversize_test, the_limit_is_exact) {
    message value = a_message("m1", "t", 1);
    value.content = content_of("");
    ok(store.save_messages({value}));
    const std::size_t base = item_size(raw_items().front());
    for (const int over : {-1, 0, 1, 2}) {
        value.content =
            content_of(noise(limits::max_item_bytes - base + static_cast<std::size_t>(over + 10), 7).substr(10));
        ok(store.save_messages({value}));
        const auto items = raw_items("$mastra#entity_message");
        EXPECT_EQ(items.front().contains("mdb_spill"), over > 0) << over;
        EXPECT_TRUE(ok(store.list_messages_by_id({"m1"})).front().content == value.content) << over;
    }
}

TEST_F(oversize_test, replaced_values_leave_no_parts_behind) {
    message value = a_message("m1", "t", 1);
    for (const std::size_t bytes : {900'000U, 800'000U, 10U}) {
        value.content = content_of(noise(bytes));
        ok(store.save_messages({value}));
        ok(store.save_messages({value, a_message("m2", "t", 2)}));
        EXPECT_EQ(raw_items("$mastra#PART_").size(), bytes > 400'000 ? 2U : 0U) << bytes;
    }
    value.content = content_of(noise(900'000));
    ok(store.save_messages({value}));
    stores::message_update change;
    change.id = "m1";
    change.content = json(R"({"metadata":{"seen":true}})");
    const auto updated = ok(store.update_messages({change}));
    EXPECT_TRUE(updated.front().content.ends_with(R"(,"metadata":{"seen":true}})"));
    EXPECT_TRUE(ok(store.list_messages_by_id({"m1"})).front().content == updated.front().content);
    EXPECT_EQ(raw_items("$mastra#PART_").size(), 2U);
    ok(store.delete_messages({"m1", "m2"}));
    EXPECT_TRUE(raw_items().empty());
}

// Upstream merges metadata into the stand-in it takes for the content: both must be in the result.
TEST_F(oversize_test, what_upstream_merges_into_a_stand_in_is_kept) {
    message value = a_message("m1", "t", 1);
    value.content = R"({"format":2,"parts":[1],"metadata":{"a":1},"text":")" + noise(700'000) + "\"}";
    ok(store.save_messages({value}));
    attribute_map item = raw_items("$mastra#entity_message").front();
    auto stand_in = json_object::parse(*item.find_string("content")).value();
    stand_in.set("metadata", json(R"({"b":2})"));
    item.set("content", stand_in.to_text().text());
    put_raw(item);
    const auto read = json_object::parse(ok(store.list_messages_by_id({"m1"})).front().content).value();
    EXPECT_EQ(read.find("metadata")->text(), R"({"b":2})");
    EXPECT_EQ(read.find("parts")->text(), "[1]");
    EXPECT_GT(read.find("text")->text().size(), 700'000U);
}

TEST_F(oversize_test, large_metadata_and_working_memory_round_trip) {
    stores::thread value = a_thread("t1");
    value.metadata = json("{\"big\":\"" + noise(600'000) + "\"}");
    ok(store.save_thread(value));
    EXPECT_TRUE(ok(store.get_thread_by_id("t1")) == value);
    const auto updated = ok(store.update_thread(stores::thread_update("t1", {}, json(R"({"k":1})"))));
    EXPECT_TRUE(updated.metadata->text().ends_with(R"(,"k":1})"));
    EXPECT_TRUE(ok(store.get_thread_by_id("t1")) == updated);
    const std::string memory = noise(1'000'000);
    ok(store.update_resource("r1", memory, json("{\"big\":\"" + noise(600'000, 2) + "\"}")));
    const auto resource = ok(store.get_resource_by_id("r1"));
    EXPECT_TRUE(resource->working_memory == memory);
    EXPECT_GT(resource->metadata->text().size(), 600'000U);
    ok(store.update_resource("r1", "small", {}));
    EXPECT_EQ(ok(store.get_resource_by_id("r1"))->working_memory, "small");
    ok(store.delete_thread("t1"));
    EXPECT_LE(raw_items("$mastra#PART_").size(), 2U);
}

// Row 25: expired records are absent from every read, list and total, and the TTL attribute has the configured name.
TEST_F(ttl_test, row_25_expired_messages_are_gone_from_every_read) {
    const auto mortal = make_store(with_ttl(stores::entity_kind::message, 60s, "expiry"));
    ok(mortal.save_messages({a_message("m1", "t", 1), a_message("m2", "t", 2)}));
    ASSERT_NE(raw_items().front().find_number("expiry"), nullptr);
    clock.advance(30s);
    ok(mortal.save_messages({a_message("m3", "t", 3)}));
    stores::message_update refresh;
    refresh.id = "m2";
    refresh.role = "assistant";
    ok(mortal.update_messages({refresh}));
    clock.advance(31s);
    const auto page = ok(mortal.list_messages(last("t", 10)));
    EXPECT_EQ(ids_of(page.records), (std::vector<std::string>{"m3", "m2"}));
    EXPECT_EQ(page.total, 2);
    EXPECT_EQ(ids_of(ok(mortal.list_messages_by_id({"m1", "m2"}))), std::vector<std::string>{"m2"});
    stores::message_query include;
    include.thread_ids = {"t"};
    include.paging.per_page = 0;
    include.include = {{"m1", 1, 1}, {"m2", 1, 1}};
    EXPECT_EQ(ids_of(ok(mortal.list_messages(include)).records), (std::vector<std::string>{"m2", "m3"}));
    EXPECT_TRUE(ok(mortal.update_messages({[] {
                    stores::message_update change;
                    change.id = "m1";
                    change.role = "user";
                    return change;
                }()}))
                    .empty());
    const auto again = ok(mortal.save_messages({a_message("m1", "t", 50)}));
    EXPECT_EQ(again.front().created_at, at(50'000)) << "an expired message gives its time to nobody";
    ok(mortal.delete_thread("t"));
    EXPECT_TRUE(raw_items().empty());
}

TEST_F(ttl_test, row_25_threads_and_resources_expire_unless_they_are_updated) {
    auto settings = with_ttl(stores::entity_kind::thread, 60s);
    settings.ttl.set(stores::entity_kind::resource, stores::ttl_rule{true, "ttl", 60s}).value();
    const auto mortal = make_store(settings);
    ok(mortal.save_thread(a_thread("t1")));
    ok(mortal.save_thread(a_thread("t2")));
    ok(mortal.update_resource("r1", "memory", {}));
    clock.advance(40s);
    ok(mortal.update_thread(stores::thread_update("t2", "alive", {})));
    clock.advance(30s);
    EXPECT_EQ(ok(mortal.get_thread_by_id("t1")), std::nullopt);
    EXPECT_EQ(ok(mortal.get_thread_by_id("t2"))->title, "alive");
    EXPECT_EQ(ok(mortal.get_resource_by_id("r1")), std::nullopt);
    EXPECT_TRUE(
        run(mortal.update_thread(stores::thread_update("t1", "x", {}))).error().is(store_errc::thread_not_found));
    EXPECT_EQ(ok(mortal.list_threads({})).total, 1);
    stores::thread_query of_user;
    of_user.resource_id = "user-1";
    EXPECT_EQ(ok(mortal.list_threads(of_user)).total, 1);
    const auto fresh = ok(mortal.update_resource("r1", {}, json(R"({"k":1})")));
    EXPECT_EQ(fresh.working_memory, std::nullopt) << "nothing of the expired resource is taken over";
    EXPECT_EQ(fresh.metadata->text(), R"({"k":1})");
}

TEST_F(ttl_test, a_lifetime_can_be_given_with_a_call_and_milliseconds_are_refused) {
    const auto mortal = make_store(with_ttl(stores::entity_kind::thread, 0s));
    stores::store_options options;
    options.lifetime = 5s;
    ok(mortal.save_thread(a_thread("short"), options));
    ok(mortal.save_thread(a_thread("long")));
    clock.advance(6s);
    EXPECT_EQ(ok(mortal.get_thread_by_id("short")), std::nullopt);
    EXPECT_TRUE(ok(mortal.get_thread_by_id("long")).has_value());
    options.lifetime = std::chrono::seconds(30LL * 86'400 * 1'000);
    EXPECT_TRUE(run(mortal.save_thread(a_thread("t"), options)).error().is(store_errc::invalid_ttl));
    EXPECT_EQ(ok(mortal.get_thread_by_id("t")), std::nullopt);
}

}  // namespace
}  // namespace mastra::test
