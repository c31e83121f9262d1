#include "stores/memory_fixture.hpp"

#include "mastra/stores/data_check.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mastra::test {
namespace {

using stores::data_fault;
using stores::data_finding;
using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

class data_check : public memory_test {
protected:
    stores::data_check_options options() const {
        stores::data_check_options options;
        options.ttl_attribute = "ttl";
        options.part_grace = 0s;
        return options;
    }
    stores::data_check_progress check(stores::data_check_options options) {
        findings.clear();
        stores::data_check_observer observer;
        observer.found = [this](const data_finding& finding) { findings.push_back(finding); };
        observer.progressed = [this](const stores::data_check_progress& progress) { states.push_back(progress.state); };
        return ok(stores::check_data(store.client(), config(), std::move(options), std::move(observer)));
    }
    std::vector<data_finding> found(data_fault fault) const {
        std::vector<data_finding> some;
        std::ranges::copy_if(findings, std::back_inserter(some),
                             [&](const data_finding& finding) { return finding.fault == fault; });
        return some;
    }
    static attribute_map part(const std::string& token, int number, const std::string& owner_pk) {
        return attribute_map{{"pk", "$mastra#PART_" + token},
                             {"sk", fmt::format("$PART_1#{:06}", number)},
                             {"data", binary{"x"}},
                             {"ownerPk", owner_pk},
                             {"ownerSk", "$message_1#entity_message"}};
    }
    static attribute_map ghost(const std::string& id) {
        return attribute_map{{"pk", "$mastra#entity_thread#id_" + id},
                             {"sk", "$thread_1#id_" + id},
                             {"__edb_e__", "thread"},
                             {"__edb_v__", "1"},
                             {"entity", "thread"},
                             {"id", id},
                             {"updatedAt", "2026-01-01T00:00:00.000Z"}};
    }
    stores::message big(const std::string& id, unsigned seed = 1) const {
        stores::message value = a_message(id, "t1", 0);
        value.content = R"({"format":2,"parts":[{"type":"text","text":")" + noise(900'000, seed) + R"("}]})";
        return value;
    }

    std::vector<data_finding> findings;
    std::vector<std::string> states;
};

TEST_F(data_check, finds_nothing_in_what_the_store_writes) {
    ok(store.save_thread(a_thread("t1")));
    fill("t1", 30);
    ok(store.save_messages(std::vector<stores::message>(1, big("big"))));
    const auto done = check(options());
    EXPECT_THAT(findings, IsEmpty());
    EXPECT_EQ(done.report.kinds.at("message").items, 31);
    EXPECT_EQ(done.report.kinds.at("thread").items, 1);
    EXPECT_GE(done.report.kinds.at("part").items, 2);
    EXPECT_EQ(done.state, "");
}

TEST_F(data_check, names_a_ghost_and_removes_it_only_when_asked) {
    put_raw(ghost("g1"));
    check(options());
    ASSERT_THAT(found(data_fault::ghost), SizeIs(1));
    EXPECT_THAT(findings.front().what, HasSubstr("thread g1 has no resourceId"));
    EXPECT_FALSE(findings.front().removed);
    EXPECT_THAT(raw_items(), SizeIs(1));
    auto removing = options();
    removing.remove = true;
    EXPECT_EQ(check(removing).report.removed[static_cast<std::size_t>(data_fault::ghost)], 1);
    EXPECT_THAT(raw_items(), IsEmpty());
}

// Spans stay out of indexes on purpose, and their keys keep the case.
TEST_F(data_check, a_span_is_neither_a_ghost_nor_a_collision) {
    put_raw(attribute_map{{"pk", "$mastra#traceid_T#ID_x"},
                          {"sk", "$mdb_span_1#spanid_S"},
                          {"__edb_e__", "mdb_span"},
                          {"__edb_v__", "1"},
                          {"traceId", "T#ID_x"},
                          {"spanId", "S"}});
    EXPECT_EQ(check(options()).report.kinds.at("mdb_span").items, 1);
    EXPECT_THAT(findings, IsEmpty());
}

TEST_F(data_check, names_ids_that_differ_only_in_case) {
    ok(store.save_thread(a_thread("Alice")));
    ok(store.save_thread(a_thread("alice")));
    check(options());
    ASSERT_THAT(found(data_fault::case_collision), SizeIs(1));
    EXPECT_THAT(findings.front().what, AllOf(HasSubstr("Alice and alice"), HasSubstr("upstream finds only")));
    ok(store.delete_thread("alice"));
    check(options());
    ASSERT_THAT(found(data_fault::case_collision), SizeIs(1));
    EXPECT_THAT(findings.front().what, HasSubstr("gave way"));
}

TEST_F(data_check, names_each_index_partition_of_several_values_once) {
    for (const char* id : {"t1", "t2", "t3", "t4"}) {
        ok(store.save_thread(a_thread(id, id[1] < '3' ? "Tenant-A" : "tenant-a")));
    }
    ok(store.save_thread(a_thread("t5", "Alone")));
    check(options());
    ASSERT_THAT(found(data_fault::shared_partition), SizeIs(1));
    EXPECT_THAT(findings.front().what, AllOf(HasSubstr("gsi1"), HasSubstr("Tenant-A"), HasSubstr("tenant-a")));
    EXPECT_THAT(findings, SizeIs(1));
}

TEST_F(data_check, names_parts_without_owner_and_removes_them_when_asked) {
    ok(store.save_messages(std::vector<stores::message>(1, big("owner"))));
    const std::size_t kept = raw_items().size();
    put_raw(part("lost", 0, "$mastra#entity_message#id_nobody"));
    put_raw(part("lost", 1, "$mastra#entity_message#id_nobody"));
    put_raw(part("replaced", 0, "$mastra#entity_message#id_owner"));
    auto removing = options();
    check(removing);
    const auto orphans = found(data_fault::orphan_part);
    EXPECT_THAT(orphans, UnorderedElementsAre(
                             AllOf(Field(&data_finding::pk, "$mastra#PART_lost"), Field(&data_finding::items, 2)),
                             Field(&data_finding::pk, "$mastra#PART_replaced")));
    removing.remove = true;
    check(removing);
    EXPECT_THAT(raw_items(), SizeIs(kept));
    EXPECT_THAT(ok(store.list_messages_by_id(std::vector<std::string>{"owner"})), SizeIs(1));
}

// The owner's key in the part is that of its first place.
TEST_F(data_check, parts_of_an_item_that_moved_to_its_exact_place_have_an_owner) {
    ok(store.save_messages(std::vector<stores::message>(1, big("Big", 1))));
    ok(store.save_messages(std::vector<stores::message>(1, a_message("big", "t1", 0))));
    auto removing = options();
    removing.remove = true;
    check(removing);
    EXPECT_THAT(found(data_fault::orphan_part), IsEmpty());
    const auto messages = ok(store.list_messages_by_id(std::vector<std::string>{"Big"}));
    ASSERT_THAT(messages, SizeIs(1));
    EXPECT_EQ(messages.front().content, big("Big", 1).content);
}

// A save by such an id notes the exact place, where it needs the most room, and usually ends up at the shared one.
TEST_F(data_check, parts_of_an_id_with_capital_letters_have_an_owner) {
    ok(store.save_messages(std::vector<stores::message>(1, big("Big", 1))));
    auto removing = options();
    removing.remove = true;
    check(removing);
    EXPECT_THAT(findings, IsEmpty());
    const auto messages = ok(store.list_messages_by_id(std::vector<std::string>{"Big"}));
    ASSERT_THAT(messages, SizeIs(1));
    EXPECT_EQ(messages.front().content, big("Big", 1).content);
}

// Whatever the parts say: while any item points to them they stay.
TEST_F(data_check, parts_that_name_another_owner_stay_while_an_item_points_to_them) {
    ok(store.save_messages(std::vector<stores::message>(1, big("owner"))));
    for (auto item : raw_items("$mastra#PART_")) {
        item.set("ownerPk", "$mastra#entity_message#id_nobody");
        put_raw(item);
    }
    auto removing = options();
    removing.remove = true;
    check(removing);
    EXPECT_THAT(findings, IsEmpty());
    EXPECT_THAT(ok(store.list_messages_by_id(std::vector<std::string>{"owner"})), SizeIs(1));
}

TEST_F(data_check, young_parts_may_belong_to_a_write_under_way) {
    attribute_map young = part("young", 0, "$mastra#entity_message#id_nobody");
    young.set("writtenAt", to_iso_string(clock.now() - 1min));
    put_raw(young);
    auto graceful = options();
    graceful.part_grace = 1h;
    check(graceful);
    EXPECT_THAT(findings, IsEmpty());
    clock.advance(1h);
    check(graceful);
    EXPECT_THAT(found(data_fault::orphan_part), SizeIs(1));
}

TEST_F(data_check, the_store_notes_when_parts_were_written) {
    ok(store.save_messages(std::vector<stores::message>(1, big("owner"))));
    const auto parts = raw_items("$mastra#PART_");
    ASSERT_FALSE(parts.empty());
    for (const auto& item : parts) {
        ASSERT_NE(item.find_string("writtenAt"), nullptr);
        EXPECT_LE(parse_timestamp(*item.find_string("writtenAt")).value(), clock.now());
    }
}

TEST_F(data_check, names_expired_items_and_removes_only_what_is_still_expired) {
    auto expiring = make_store(with_ttl(stores::entity_kind::message, 60s));
    ok(expiring.save_messages(std::vector<stores::message>(1, a_message("old", "t1", 0))));
    clock.advance(2min);
    ok(expiring.save_messages(std::vector<stores::message>(1, a_message("new", "t1", 1))));
    auto removing = options();
    removing.remove = true;
    check(removing);
    ASSERT_THAT(found(data_fault::expired), SizeIs(1));
    EXPECT_THAT(findings.front().what, HasSubstr("message old expired"));
    EXPECT_THAT(raw_items(), SizeIs(1));
    auto without_attribute = options();
    without_attribute.ttl_attribute.clear();
    clock.advance(2min);
    check(without_attribute);
    EXPECT_THAT(findings, IsEmpty());
}

TEST_F(data_check, tells_the_largest_items_and_the_hottest_partitions) {
    fill("t1", 40);
    ok(store.save_messages(std::vector<stores::message>(1, a_message("elsewhere", "t2", 0))));
    stores::message large = a_message("large", "t3", 0);
    large.content = noise(5'000);
    ok(store.save_messages(std::vector<stores::message>(1, large)));
    auto few = options();
    few.top = 1;
    const auto report = check(few).report;
    ASSERT_THAT(report.largest, SizeIs(1));
    EXPECT_EQ(report.largest.front().pk, "$mastra#entity_message#id_large");
    EXPECT_GT(report.largest.front().bytes, 5'000);
    ASSERT_THAT(report.hot, SizeIs(1));
    EXPECT_EQ(report.hot.front().partition_key, "$mastra#entity_message#threadid_t1");
    EXPECT_EQ(report.hot.front().at_least, 40);
    EXPECT_EQ(report.hot.front().at_most, 40);
}

TEST_F(data_check, goes_on_from_a_state_with_the_same_sum) {
    fill("t1", 60);
    put_raw(ghost("g1"));
    put_raw(ghost("g2"));
    put_raw(part("lost", 0, "$mastra#entity_message#id_nobody"));
    auto slow = options();
    slow.units_per_second = 1'000;  // the first page is small
    const auto whole = check(slow).report;
    std::size_t all = findings.size();
    EXPECT_EQ(all, 3U);
    ASSERT_GE(states.size(), 2U);
    ASSERT_NE(states.front(), "");
    slow.state = states.front();
    const auto resumed = check(slow).report;
    EXPECT_LE(findings.size(), all);
    EXPECT_EQ(resumed.found, whole.found);
    EXPECT_EQ(resumed.all().items, whole.all().items);
    EXPECT_EQ(resumed.all().bytes, whole.all().bytes);
    EXPECT_EQ(resumed.largest.front().bytes, whole.largest.front().bytes);
    EXPECT_EQ(resumed.hot.front().at_least, whole.hot.front().at_least);
}

TEST_F(data_check, refuses_a_state_of_something_else) {
    for (const char* state : {"x", "{}", R"({"version":1,"job":"prune","table":"t"})", R"({"version":2})"}) {
        auto wrong = options();
        wrong.state = state;
        const auto done = run(stores::check_data(store.client(), config(), wrong));
        ASSERT_TRUE(done.has_error()) << state;
        EXPECT_TRUE(done.error().is(model_errc::invalid_cursor)) << done.error().message();
    }
}

// How long it waits between them is the pacer's (tests/unit, pacer).
TEST_F(data_check, reads_small_pages_where_the_rate_is_low) {
    fill("t1", 100);
    auto slow = options();
    slow.units_per_second = 8;
    check(slow);
    EXPECT_GE(states.size(), 2U);
}

}  // namespace
}  // namespace mastra::test
