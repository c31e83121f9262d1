// Lifetimes (contract section 5, row 25) where one record stands in the way of another, or belongs to another.
#include "stores/memory_fixture.hpp"

namespace mastra::test {
namespace {

using stores::entity_kind;

class lifetime_test : public memory_test {
protected:
    // One rule for several kinds.
    [[nodiscard]] stores::memory_store store_with(std::vector<entity_kind> kinds, std::chrono::seconds lifetime) const {
        stores::store_config settings = config();
        for (const entity_kind kind : kinds) {
            settings.ttl.set(kind, stores::ttl_rule{true, "dies_at", lifetime}).value();
        }
        return make_store(settings);
    }
    [[nodiscard]] double expiry_of(const std::string& pk_prefix) {
        const auto items = raw_items(pk_prefix);
        const number* expires_at = items.empty() ? nullptr : items.front().find_number("dies_at");
        return expires_at ? expires_at->to_double() : 0;
    }
};

constexpr const char* thread_key = "$mastra#entity_thread";
constexpr const char* message_key = "$mastra#entity_message";

TEST_F(lifetime_test, row_25_an_expired_resource_gives_its_creation_time_to_nobody) {
    const auto mortal = store_with({entity_kind::resource}, 60s);
    ok(mortal.save_resource(stores::resource{"r", "old", {}, at(1), at(1)}));
    ok(mortal.save_resource(stores::resource{"r", "newer", {}, at(2), at(2)}));
    EXPECT_EQ(ok(mortal.get_resource_by_id("r"))->created_at, at(1)) << "a living one keeps it";
    clock.advance(61s);
    EXPECT_EQ(ok(mortal.save_resource(stores::resource{"r", "new", {}, at(3), at(3)})).created_at, at(3));
    EXPECT_EQ(ok(mortal.get_resource_by_id("r"))->created_at, at(3));
}

TEST_F(lifetime_test, row_25_an_expired_message_costs_one_request_more_to_replace) {
    test_proxy proxy;
    auto settings = with_ttl(entity_kind::message, 60s);
    const auto mortal = make_store(settings, proxy.endpoint());
    ok(mortal.save_thread(a_thread("t")));
    proxy.reset();
    ok(mortal.save_messages({a_message("m", "t", 1)}));
    EXPECT_EQ(proxy.stats().requests, 2U);
    clock.advance(61s);
    proxy.reset();
    EXPECT_EQ(ok(mortal.save_messages({a_message("m", "t", 5)})).front().created_at, at(5000));
    EXPECT_EQ(proxy.stats().requests, 3U);
    EXPECT_EQ(ok(mortal.list_messages(last("t", 5))).records.front().created_at, at(5000));
}

TEST_F(lifetime_test, row_25_a_copy_takes_the_place_of_an_expired_thread) {
    const auto mortal = store_with({entity_kind::thread}, 60s);
    ok(mortal.save_thread(a_thread("gone")));
    clock.advance(61s);
    ok(mortal.save_thread(a_thread("source")));
    stores::thread_copy_request request;
    request.source_thread_id = "source";
    request.new_thread_id = "gone";
    EXPECT_EQ(ok(mortal.copy_thread(request)).copy.id, "gone");
    EXPECT_TRUE(run(mortal.copy_thread(request)).error().is(store_errc::thread_exists)) << "it lives now";
}

TEST_F(lifetime_test, row_25_a_thread_given_away_renews_its_messages_and_leaves_expired_ones) {
    const auto mortal = store_with({entity_kind::message}, 60s);
    ok(mortal.save_thread(a_thread("t")));
    ok(mortal.save_messages({a_message("m1", "t", 1)}));
    clock.advance(40s);
    ok(mortal.save_messages({a_message("m2", "t", 2)}));
    clock.advance(30s);
    ok(mortal.update_thread_resource_id("t", "user-2"));
    clock.advance(40s);
    EXPECT_EQ(ids_of(ok(mortal.list_messages(last("t", 5))).records), std::vector<std::string>{"m2"});
}

// The parts of an oversize message are not written when it changes hands: it must not outlive them.
TEST_F(lifetime_test, an_oversize_message_given_away_expires_with_its_parts) {
    const auto mortal = store_with({entity_kind::message}, 60s);
    ok(mortal.save_thread(a_thread("t")));
    auto large = a_message("large", "t", 1);
    large.content = noise(900'000);
    ok(mortal.save_messages({large}));
    clock.advance(40s);
    ok(mortal.update_thread_resource_id("t", "user-2"));
    EXPECT_EQ(ok(mortal.list_messages(last("t", 5))).records.front().resource_id, "user-2");
    EXPECT_EQ(expiry_of(message_key), expiry_of("$mastra#PART_"));
}

TEST_F(lifetime_test, a_lifetime_of_an_earlier_save_does_not_stay) {
    const auto mortal = store_with({entity_kind::thread}, 0s);
    stores::store_options options;
    options.lifetime = 60s;
    ok(mortal.save_thread(a_thread("t"), options));
    EXPECT_GT(expiry_of(thread_key), 0);
    ok(mortal.save_thread(a_thread("t")));
    EXPECT_EQ(expiry_of(thread_key), 0) << "any attribute name";
    clock.advance(61s);
    EXPECT_TRUE(ok(mortal.get_thread_by_id("t")).has_value());
}

// Threads and messages under one rule: a save renews the thread, so both expire at the same second.
TEST_F(lifetime_test, a_message_expires_with_its_thread_where_both_have_one_rule) {
    const auto mortal = store_with({entity_kind::thread, entity_kind::message}, 60s);
    ok(mortal.save_thread(a_thread("t")));
    clock.advance(20s);
    ok(mortal.save_messages({a_message("m1", "t", 1)}));
    EXPECT_EQ(expiry_of(message_key), expiry_of(thread_key));
    clock.advance(20s);
    stores::store_options longer;
    longer.lifetime = 1h;
    stores::message_update edit;
    edit.id = "m1";
    edit.role = "assistant";
    ok(mortal.update_messages({edit}, longer));
    EXPECT_EQ(expiry_of(message_key), expiry_of(thread_key)) << "a lifetime of the call is for both";
    clock.advance(30min);
    EXPECT_TRUE(ok(mortal.get_thread_by_id("t")).has_value());
    EXPECT_EQ(ok(mortal.list_messages(last("t", 5))).total, 1);
    clock.advance(31min);
    EXPECT_EQ(ok(mortal.get_thread_by_id("t")), std::nullopt);
    EXPECT_EQ(ok(mortal.list_messages(last("t", 5))).total, 0);
}

class following_messages_test : public lifetime_test {
protected:
    following_messages_test() : mortal(make_store(following())) {}

    [[nodiscard]] stores::store_config following() const {
        stores::store_config settings = config();
        settings.ttl.set(entity_kind::thread, stores::ttl_rule{true, "dies_at", 100s}).value();
        settings.ttl.let_messages_follow_threads();
        return settings;
    }
    [[nodiscard]] std::int64_t messages_of_thread() { return ok(mortal.list_messages(last("t", 5))).total; }

    stores::memory_store mortal;
};

// For each way to write to a thread: it renews the messages that would expire before the thread.
TEST_F(following_messages_test, a_thread_that_is_written_to_keeps_all_its_messages) {
    stores::thread_update titled;
    titled.id = "t";
    titled.title = "new";
    stores::thread_update labelled;
    labelled.id = "t";
    labelled.metadata = json(R"({"k":1})");
    stores::message_update edit;
    edit.id = "m2";
    edit.role = "assistant";
    const stores::metadata_edit more = [](const stores::thread&) { return json(R"({"l":1})"); };
    const std::vector<std::function<void()>> writes{
        [&] { ok(mortal.save_messages({a_message("m2", "t", 2)})); },
        [&] {
            ok(mortal.save_messages({a_message("m3", "t", 3), a_message("m4", "t", 4)}));
        },
        [&] { ok(mortal.update_messages({edit})); },
        [&] { ok(mortal.delete_messages({"m4"})); },
        [&] { ok(mortal.update_thread(titled)); },
        [&] { ok(mortal.update_thread(labelled)); },
        [&] { ok(mortal.update_thread_metadata("t", more)); },
        [&] { ok(mortal.save_thread(a_thread("t"))); },
    };
    ok(mortal.save_thread(a_thread("t")));
    ok(mortal.save_messages({a_message("m1", "t", 1)}));
    for (const auto& write : writes) {
        clock.advance(90s);
        write();
    }
    clock.advance(90s);
    EXPECT_EQ(messages_of_thread(), 3);
    EXPECT_EQ(ok(mortal.list_messages_by_id({"m1"})).size(), 1U);
    EXPECT_GE(expiry_of(message_key), expiry_of(thread_key));
}

TEST_F(following_messages_test, an_oversize_message_is_renewed_with_its_parts) {
    ok(mortal.save_thread(a_thread("t")));
    auto large = a_message("large", "t", 1);
    large.content = noise(900'000);
    ok(mortal.save_messages({large}));
    clock.advance(90s);
    ok(mortal.save_thread(a_thread("t")));
    EXPECT_EQ(expiry_of(message_key), expiry_of("$mastra#PART_"));
    clock.advance(90s);
    EXPECT_EQ(ok(mortal.list_messages_by_id({"large"})).front().content, large.content);
}

TEST_F(following_messages_test, messages_end_at_most_half_a_lifetime_after_their_thread) {
    ok(mortal.save_thread(a_thread("t")));
    ok(mortal.save_messages({a_message("m1", "t", 1)}));
    clock.advance(101s);
    EXPECT_EQ(ok(mortal.get_thread_by_id("t")), std::nullopt);
    clock.advance(50s);
    EXPECT_EQ(messages_of_thread(), 0);
    ok(mortal.save_thread(a_thread("t")));
    EXPECT_EQ(messages_of_thread(), 0) << "what has expired stays so";
}

// Renewing costs a read with each write, and the messages' writes only after half a lifetime.
TEST_F(following_messages_test, messages_are_written_again_once_in_half_a_lifetime) {
    test_proxy proxy;
    const auto counted = make_store(following(), proxy.endpoint());
    ok(counted.save_thread(a_thread("t")));
    ok(counted.save_messages({a_message("m1", "t", 1)}));
    const auto requests = [&] {
        proxy.reset();
        ok(counted.save_messages({a_message("m2", "t", 2)}));
        return proxy.stats().requests;
    };
    EXPECT_EQ(requests(), 3U);
    clock.advance(55s);
    EXPECT_EQ(requests(), 6U) << "the query, m1 and the note in the thread more";
    EXPECT_EQ(requests(), 3U);
}

}  // namespace
}  // namespace mastra::test
