#include "stores/memory_fixture.hpp"

#include "mastra/stores/retention.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>

namespace mastra::test {
namespace {

using stores::age_attribute;
using stores::entity_kind;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr auto day = std::chrono::hours(24);

class pruning : public memory_test {
protected:
    static stores::prune_options keep(entity_kind kind, std::chrono::seconds age,
                                      age_attribute since = age_attribute::created_at) {
        stores::prune_options options;
        options.rules.emplace_back(kind, age, since);
        return options;
    }
    stores::prune_progress prune(stores::prune_options options) {
        states.clear();
        return ok(stores::prune(store.client(), config(), std::move(options),
                                [this](const stores::prune_progress& progress) { states.push_back(progress.state); }));
    }
    static std::int64_t deleted(const stores::prune_progress& progress, entity_kind kind) {
        return progress.counts.deleted[static_cast<std::size_t>(kind)];
    }
    // Messages m000 ... one a day up to now; the newest is m000.
    void fill_days(const std::string& thread_id, int count) {
        std::vector<stores::message> messages;
        for (int i = 0; i < count; ++i) {
            stores::message value = a_message(fmt::format("m{:03}", i), thread_id, 0);
            value.created_at = clock.now() - i * day - 1h;
            messages.push_back(std::move(value));
        }
        ok(store.save_messages(std::move(messages)));
    }

    std::vector<std::string> states;
};

TEST_F(pruning, deletes_exactly_what_is_older) {
    ok(store.save_thread(a_thread("t1")));
    fill_days("t1", 20);
    const auto done = prune(keep(entity_kind::message, 5 * day));
    EXPECT_EQ(deleted(done, entity_kind::message), 15);
    EXPECT_TRUE(done.finished());
    EXPECT_THAT(ids_of(ok(store.list_messages(last("t1", 100))).records),
                ElementsAre("m000", "m001", "m002", "m003", "m004"));
    EXPECT_TRUE(ok(store.get_thread_by_id("t1")).has_value());
    EXPECT_EQ(deleted(prune(keep(entity_kind::message, 5 * day)), entity_kind::message), 0);
}

TEST_F(pruning, a_dry_run_counts_and_deletes_nothing) {
    fill_days("t1", 10);
    auto dry = keep(entity_kind::message, 5 * day);
    dry.dry_run = true;
    EXPECT_EQ(deleted(prune(dry), entity_kind::message), 5);
    EXPECT_THAT(raw_items(), SizeIs(10));
}

TEST_F(pruning, a_thread_goes_with_all_its_messages_whatever_their_age) {
    stores::thread old = a_thread("old");
    old.created_at = clock.now() - 40 * day;
    old.updated_at = old.created_at;
    ok(store.save_thread(old));
    stores::thread fresh = a_thread("fresh");
    fresh.created_at = clock.now() - 40 * day;
    fresh.updated_at = clock.now();
    ok(store.save_thread(fresh));
    // Written past the store, which would touch the thread.
    for (const char* id : {"a", "b"}) {
        auto raw = attribute_map{{"pk", fmt::format("$mastra#entity_message#id_{}", id)},
                                 {"sk", "$message_1#entity_message"},
                                 {"gsi1pk", "$mastra#entity_message#threadid_old"},
                                 {"gsi1sk", fmt::format("$message_1#createdat_{}", id)},
                                 {"__edb_e__", "message"},
                                 {"__edb_v__", "1"},
                                 {"id", id},
                                 {"threadId", "old"},
                                 {"createdAt", to_iso_string(clock.now())}};
        put_raw(raw);
    }
    const auto done = prune(keep(entity_kind::thread, 30 * day, age_attribute::updated_at));
    EXPECT_EQ(deleted(done, entity_kind::thread), 1);
    EXPECT_EQ(deleted(done, entity_kind::message), 2);
    EXPECT_THAT(raw_items("$mastra#entity_message"), IsEmpty());
    EXPECT_TRUE(ok(store.get_thread_by_id("fresh")).has_value());
}

TEST_F(pruning, parts_of_oversize_items_go_with_them) {
    stores::message big = a_message("big", "t1", 0);
    big.content = R"({"format":2,"parts":[{"type":"text","text":")" + noise(900'000) + R"("}]})";
    ok(store.save_messages(std::vector<stores::message>(1, big)));
    ASSERT_FALSE(raw_items("$mastra#PART_").empty());
    clock.advance(1000 * day);
    prune(keep(entity_kind::message, 5 * day));
    EXPECT_THAT(raw_items(), IsEmpty());
}

TEST_F(pruning, spans_are_traces) {
    for (const char* created : {"2020-01-01T00:00:00.000Z", "2999-01-01T00:00:00.000Z"}) {
        put_raw(attribute_map{{"pk", "$mastra#traceid_T"},
                              {"sk", fmt::format("$mdb_span_1#spanid_{}", created)},
                              {"__edb_e__", "mdb_span"},
                              {"__edb_v__", "1"},
                              {"traceId", "T"},
                              {"createdAt", created}});
    }
    EXPECT_EQ(deleted(prune(keep(entity_kind::trace, day)), entity_kind::trace), 1);
    EXPECT_THAT(raw_items(), SizeIs(1));
}

TEST_F(pruning, stops_at_its_limit_and_goes_on_from_the_state) {
    fill_days("t1", 120);
    auto some = keep(entity_kind::message, 10 * day);
    some.read_units_per_second = 10'000;  // pages of 25 items to begin with
    some.most_deletions = 10;
    const auto first = prune(some);
    EXPECT_FALSE(first.finished());
    EXPECT_GE(first.counts.total(), 10);
    EXPECT_LT(first.counts.total(), 110);
    clock.advance(50 * day);  // a later run keeps to the time of the first
    some.most_deletions = 0;
    some.state = first.state;
    const auto rest = prune(some);
    EXPECT_TRUE(rest.finished());
    EXPECT_EQ(rest.counts.total(), 110);
    EXPECT_EQ(rest.counts.scanned, 120);
    EXPECT_THAT(raw_items(), SizeIs(10));
}

TEST_F(pruning, keeps_to_its_rate) {
    fill_days("t1", 30);
    auto slow = keep(entity_kind::message, 10 * day);
    slow.deletions_per_second = 20;
    const auto began = std::chrono::steady_clock::now();
    EXPECT_EQ(prune(slow).counts.total(), 20);
    EXPECT_GE(std::chrono::steady_clock::now() - began, 900ms);
}

TEST_F(pruning, refuses_wrong_rules_and_foreign_states) {
    const auto refusal = [&](stores::prune_options options) {
        auto done = run(stores::prune(store.client(), config(), std::move(options)));
        return done.has_error() ? done.error() : error();
    };
    EXPECT_TRUE(refusal({}).is(store_errc::invalid_argument));
    EXPECT_TRUE(refusal(keep(entity_kind::message, 0s)).is(store_errc::invalid_argument));
    EXPECT_TRUE(refusal(keep(entity_kind::message, 51 * 365 * day)).is(store_errc::invalid_argument));
    auto twice = keep(entity_kind::message, 5 * day);
    twice.rules.push_back(twice.rules.front());
    EXPECT_TRUE(refusal(twice).is(store_errc::invalid_argument));
    fill_days("t1", 60);
    auto some = keep(entity_kind::message, 5 * day);
    some.read_units_per_second = 10'000;
    prune(some);
    ASSERT_NE(states.front(), "");
    auto other = keep(entity_kind::message, 6 * day);
    other.state = states.front();
    EXPECT_TRUE(refusal(other).is(model_errc::invalid_cursor));
}

// An item is judged again in the moment it is deleted.
TEST_F(pruning, what_is_updated_meanwhile_stays) {
    fill_days("t1", 2);
    clock.advance(100 * day);
    fault_plan late;
    late.latency = 1000ms;
    const test_proxy proxy(late);
    // The scan is answered after 1 s, the deletion arrives after 2 s: the update comes in between.
    boost::asio::steady_timer timer(context, 1500ms);
    timer.async_wait([&](const boost::system::error_code&) {
        boost::asio::co_spawn(context, store.save_messages(std::vector<stores::message>(1, a_message("m001", "t1", 0))),
                              boost::asio::detached);
    });
    const auto done = ok(stores::prune(make_client(proxy.endpoint()), config(),
                                       keep(entity_kind::message, 30 * day, age_attribute::updated_at)));
    EXPECT_EQ(deleted(done, entity_kind::message), 1);
    EXPECT_THAT(raw_items("$mastra#entity_message#id_m001"), SizeIs(1));
}

}  // namespace
}  // namespace mastra::test
