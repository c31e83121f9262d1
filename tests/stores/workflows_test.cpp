// Workflow runs (contract section 3.2): what single callers see.
#include "stores/workflows_fixture.hpp"

#include <fmt/format.h>

namespace mastra::test {
namespace {

using stores::workflow_run;
using stores::workflow_snapshot;

std::string run_ids_of(const stores::workflow_run_list& list) {
    std::string ids;
    for (const auto& run : list.runs) {
        ids += (ids.empty() ? "" : " ") + run.run_id;
    }
    return ids;
}

TEST_F(workflows_test, a_persisted_snapshot_comes_back_byte_for_byte) {
    const auto snapshot =
        json(R"({"status":"running","context":{"__proto__":{"a":1},"n":[1e21,-0.5]},"text":"{\"a\":1}"})");
    persist("flow", "r1", snapshot);
    EXPECT_EQ(ok(runs.load_workflow_snapshot("flow", "r1")), snapshot);
    EXPECT_EQ(ok(runs.load_workflow_snapshot("flow", "r2")), std::nullopt);
    EXPECT_EQ(ok(runs.load_workflow_snapshot("other", "r1")), std::nullopt);
}

TEST_F(workflows_test, a_snapshot_persisted_again_keeps_its_creation_and_its_resource) {
    workflow_snapshot value("flow", "r1", json(R"({"status":"running"})"));
    value.resource_id = "user-1";
    value.created_at = at(0);
    value.updated_at = at(5);
    ok(runs.persist_workflow_snapshot(value));
    value = workflow_snapshot("flow", "r1", json(R"({"status":"success"})"));
    value.created_at = at(100);
    ok(runs.persist_workflow_snapshot(value));
    const auto run = get("flow", "r1");
    EXPECT_EQ(run.resource_id, "user-1");
    EXPECT_EQ(run.created_at, at(0));
    EXPECT_GT(run.updated_at, at(100));
    EXPECT_EQ(run.snapshot.text(), R"({"status":"success"})");
}

TEST_F(workflows_test, what_cannot_be_stored_is_refused_and_changes_nothing) {
    workflow_snapshot nameless("", "r1", json("{}"));
    EXPECT_TRUE(run(runs.persist_workflow_snapshot(nameless)).error().is(store_errc::invalid_argument));
    workflow_snapshot no_object("flow", "r1", json("[1]"));
    EXPECT_TRUE(run(runs.persist_workflow_snapshot(no_object)).error().is(store_errc::invalid_argument));
    workflow_snapshot long_id("flow", std::string(1100, 'x'), json("{}"));
    EXPECT_TRUE(run(runs.persist_workflow_snapshot(long_id)).error().is(model_errc::key_too_long));
    stores::workflow_step_result deep("flow", "r1", "s", json(std::string(512, '[') + std::string(512, ']')));
    EXPECT_TRUE(run(runs.update_workflow_results(deep)).error().is(store_errc::invalid_argument));
    EXPECT_TRUE(run(runs.update_workflow_state({"flow", "r1", json("1")})).error().is(store_errc::invalid_argument));
    stores::workflow_state_change guard("flow", "r1", json(R"({"expectedStatus":"running"})"));
    EXPECT_TRUE(run(runs.update_workflow_state(guard)).error().is(store_errc::invalid_argument));
    EXPECT_TRUE(raw_items().empty());
}

TEST_F(workflows_test, a_result_is_put_into_the_context_and_nothing_else_changes) {
    workflow_snapshot value(
        "flow", "r1",
        json(R"({"status":"running","context":{"input":{"x":1.50}},"requestContext":{"a":1},"big":1e30})"));
    value.resource_id = "user-1";
    value.created_at = value.updated_at = at(0);
    ok(runs.persist_workflow_snapshot(value));
    stores::workflow_step_result change("flow", "r1", "step", json(R"({"status":"success","output":{"y":2}})"));
    change.request_context = json(R"({"b":2})");
    EXPECT_EQ(ok(runs.update_workflow_results(change)).text(),
              R"({"input":{"x":1.5},"step":{"status":"success","output":{"y":2}}})");
    const auto run = get("flow", "r1");
    EXPECT_EQ(
        run.snapshot.text(),
        R"({"status":"running","context":{"input":{"x":1.5},"step":{"status":"success","output":{"y":2}}},"requestContext":{"a":1,"b":2},"big":1e+30})");
    EXPECT_EQ(run.created_at, at(0));
    EXPECT_EQ(run.resource_id, "user-1");
    EXPECT_GT(run.updated_at, at(0));
}

TEST_F(workflows_test, the_first_result_of_a_missing_run_makes_a_pending_one) {
    EXPECT_EQ(update("flow", "r1", "__proto__", R"({"status":"success"})").text(),
              R"({"__proto__":{"status":"success"}})");
    auto snapshot = json_object::parse(get("flow", "r1").snapshot.text()).value();
    snapshot.set("timestamp", json("1"));
    EXPECT_EQ(snapshot.to_text().text(),
              R"({"context":{"__proto__":{"status":"success"}},"activePaths":[],"timestamp":1,"suspendedPaths":{},)"
              R"("activeStepsPath":{},"resumeLabels":{},"serializedStepGraph":[],"status":"pending","value":{},)"
              R"("waitingPaths":{},"runId":"r1","requestContext":{}})");
}

TEST_F(workflows_test, a_result_for_a_snapshot_without_context_is_an_error) {
    persist("flow", "r1", json(R"({"status":"running"})"));
    stores::workflow_step_result change("flow", "r1", "step", json("{}"));
    EXPECT_TRUE(run(runs.update_workflow_results(change)).error().is(store_errc::corrupt_record));
    EXPECT_EQ(ok(runs.load_workflow_snapshot("flow", "r1"))->text(), R"({"status":"running"})");
}

// Row 9: slots of a foreach that others have filled stay.
TEST_F(workflows_test, row_9_outputs_of_a_foreach_are_merged_by_index) {
    update("flow", "r1", "each", R"({"status":"running","output":[1,null,null]})");
    EXPECT_EQ(update("flow", "r1", "each", R"({"status":"success","output":[null,2,null]})").text(),
              R"({"each":{"status":"success","output":[1,2,null]}})");
}

TEST_F(workflows_test, an_update_that_changes_nothing_writes_nothing) {
    update("flow", "r1", "s", R"({"status":"success"})");
    const auto before = get("flow", "r1");
    test_proxy proxy;
    const auto counted = handle(config(), proxy.endpoint());
    ok(counted.update_workflow_results({"flow", "r1", "s", json(R"({"status":"success"})")}));
    EXPECT_EQ(proxy.stats().requests, 1U);
    EXPECT_EQ(get("flow", "r1"), before);
}

TEST_F(workflows_test, a_state_is_merged_and_returned) {
    persist("flow", "r1", json(R"({"status":"suspended","context":{},"value":1})"));
    const auto changed = ok(runs.update_workflow_state({"flow", "r1", json(R"({"status":"running","error":"x"})")}));
    EXPECT_EQ(changed->text(), R"({"status":"running","context":{},"value":1,"error":"x"})");
    EXPECT_EQ(get("flow", "r1").snapshot, *changed);
}

// Row 8: the expected status is a guard, and no part of the snapshot.
TEST_F(workflows_test, row_8_a_state_is_changed_only_from_an_expected_status) {
    persist("flow", "r1", json(R"({"status":"suspended"})"));
    stores::workflow_state_change change("flow", "r1", json(R"({"status":"running"})"));
    change.expected_status = {"pending", "suspended"};
    EXPECT_EQ(ok(runs.update_workflow_state(change))->text(), R"({"status":"running"})");
    const auto before = get("flow", "r1");
    EXPECT_EQ(ok(runs.update_workflow_state(change)), std::nullopt);
    change.expected_status = std::vector<std::string>();
    EXPECT_EQ(ok(runs.update_workflow_state(change)), std::nullopt);
    change.run_id = "missing";
    change.expected_status.reset();
    EXPECT_EQ(ok(runs.update_workflow_state(change)), std::nullopt);
    EXPECT_EQ(get("flow", "r1"), before);
    EXPECT_EQ(raw_items().size(), 1U);
}

// Row 20: all runs unless a page and its size are given; newest first; a total before paging.
TEST_F(workflows_test, row_20_runs_are_listed_newest_first_and_paged_when_both_are_given) {
    for (int i = 0; i < 12; ++i) {
        persist("flow", fmt::format("r{:02}", (i * 5) % 12), json("{}"), at(i));
    }
    persist("other", "r99", json("{}"), at(50));
    const auto all = "r07 r02 r09 r04 r11 r06 r01 r08 r03 r10 r05 r00";
    stores::workflow_run_query query;
    query.workflow_name = "flow";
    EXPECT_EQ(run_ids_of(list(query)), all);
    query.per_page = 5;
    EXPECT_EQ(run_ids_of(list(query)), all);
    query.page = 1;
    EXPECT_EQ(run_ids_of(list(query)), "r06 r01 r08 r03 r10");
    EXPECT_EQ(list(query).total, 12);
    query.page = 2;
    EXPECT_EQ(run_ids_of(list(query)), "r05 r00");
    query.page = 9;
    EXPECT_EQ(run_ids_of(list(query)), "");
    query.per_page = 0;
    EXPECT_EQ(list(query).total, 12);
    query.per_page.reset();
    EXPECT_EQ(run_ids_of(list(query)), all);
    query.page = -1;
    EXPECT_TRUE(run(runs.list_workflow_runs(query)).error().is(store_errc::invalid_page));
    query.page = 0;
    query.per_page = -1;
    EXPECT_TRUE(run(runs.list_workflow_runs(query)).error().is(store_errc::invalid_page));
    EXPECT_EQ(list({}).total, 13);
    EXPECT_EQ(list({}).runs.front().run_id, "r99");
}

TEST_F(workflows_test, runs_of_one_time_have_a_total_order) {
    for (const auto* id : {"b", "a", "c"}) {
        persist("flow", id, json("{}"), at(0));
    }
    stores::workflow_run_query query;
    EXPECT_EQ(run_ids_of(list(query)), "c b a");
    query.page = 1;
    query.per_page = 2;
    EXPECT_EQ(run_ids_of(list(query)), "a");
}

TEST_F(workflows_test, every_filter_of_the_list) {
    persist("flow", "r0", json(R"({"status":"success","context":{"s":{"status":"failed"}}})"), at(0), "user-1");
    persist("flow", "r1", json(R"({"status":"failed"})"), at(1000), "user-2");
    persist("flow", "r2", json(R"({"status":"success"})"), at(2000));
    const auto found = [&](auto set) {
        stores::workflow_run_query query;
        set(query);
        const std::string unpaged = run_ids_of(list(query));
        query.page = 0;
        query.per_page = 10;
        EXPECT_EQ(run_ids_of(list(query)), unpaged);
        query.workflow_name = "flow";
        EXPECT_EQ(run_ids_of(list(query)), unpaged);
        return unpaged;
    };
    EXPECT_EQ(found([](auto& q) { q.status = "failed"; }), "r1");
    EXPECT_EQ(found([](auto& q) { q.status = "success"; }), "r2 r0");
    EXPECT_EQ(found([](auto& q) { q.resource_id = "user-1"; }), "r0");
    EXPECT_EQ(found([](auto& q) { q.from = at(1000); }), "r2 r1");
    EXPECT_EQ(found([](auto& q) { q.to = at(1000); }), "r1 r0");
    EXPECT_EQ(found([](auto& q) { q.from = q.to = at(1000); }), "r1");
    EXPECT_EQ(found([](auto& q) { q.workflow_name = q.resource_id = q.status = q.thread_id = ""; }), "r2 r1 r0");
}

TEST_F(workflows_test, runs_are_found_by_the_thread_in_their_memory_info) {
    const std::string suspended = R"({"context":{"a":{"status":"success"},"b":{"status":"suspended","suspendPayload":)"
                                  R"({"__streamState":{"messageList":{"memoryInfo":{"threadId":"t1"}}}}}}})";
    persist("flow", "r1", json(suspended), at(1));
    persist("flow", "r2", json(R"({"context":{"input":{"messageListState":{"memoryInfo":{"threadId":"t1"}}}}})"),
            at(2));
    persist("flow", "r3", json(R"({"context":{"input":{"threadId":"t1"}}})"), at(3));
    stores::workflow_run_query query;
    query.thread_id = "t1";
    EXPECT_EQ(run_ids_of(list(query)), "r2 r1");
}

// Upstream writes the snapshot without knowing what else is in the item.
TEST_F(workflows_test, a_filter_by_status_sees_what_upstream_wrote) {
    persist("flow", "r1", json(R"({"status":"running"})"), at(0));
    auto item = raw_items().front();
    item.set("snapshot", R"({"status":"success"})");
    put_raw(item);
    stores::workflow_run_query query;
    query.status = "success";
    EXPECT_EQ(run_ids_of(list(query)), "r1");
    query.status = "running";
    EXPECT_EQ(run_ids_of(list(query)), "");
}

// Row 21: without a name the newest run counts, not the first in the alphabet.
TEST_F(workflows_test, row_21_without_a_name_the_newest_run_of_an_id_is_found) {
    persist("aaa", "r1", json(R"({"n":1})"), at(0));
    persist("zzz", "r1", json(R"({"n":2})"), at(10));
    persist("mmm", "r1", json(R"({"n":3})"), at(5));
    EXPECT_EQ(ok(runs.get_workflow_run_by_id("r1"))->workflow_name, "zzz");
    EXPECT_EQ(ok(runs.get_workflow_run_by_id("r1", ""))->workflow_name, "zzz");
    EXPECT_EQ(ok(runs.get_workflow_run_by_id("r1", "aaa"))->snapshot.text(), R"({"n":1})");
    EXPECT_EQ(ok(runs.get_workflow_run_by_id("r1", "bbb")), std::nullopt);
    EXPECT_EQ(ok(runs.get_workflow_run_by_id("r2")), std::nullopt);
}

// Row 13: names and ids that differ only in case are different runs, in reads, lists and deletions.
TEST_F(workflows_test, row_13_runs_that_differ_only_in_case_are_kept_apart) {
    const std::vector<std::pair<std::string, std::string>> all{
        {"WF", "Run-A"}, {"wf", "run-a"}, {"Wf", "run-a"}, {"wf", "RUN-A"}};
    for (const auto& [name, id] : all) {
        persist(name, id, json("{\"context\":{},\"is\":\"" + name + id + "\"}"), at(0));
    }
    for (const auto& [name, id] : all) {
        EXPECT_EQ(ok(runs.load_workflow_snapshot(name, id))->text(), "{\"context\":{},\"is\":\"" + name + id + "\"}");
        EXPECT_EQ(ok(runs.get_workflow_run_by_id(id, name))->workflow_name, name);
    }
    stores::workflow_run_query query;
    EXPECT_EQ(list(query).total, 4);
    query.workflow_name = "wf";
    EXPECT_EQ(run_ids_of(list(query)), "run-a RUN-A");
    query.page = 0;
    query.per_page = 10;
    EXPECT_EQ(run_ids_of(list(query)), "run-a RUN-A");
    query.workflow_name = "Wf";
    EXPECT_EQ(run_ids_of(list(query)), "run-a");
    EXPECT_EQ(ok(runs.get_workflow_run_by_id("Run-A"))->workflow_name, "WF");
    update("Wf", "run-a", "step", "1");
    ok(runs.delete_workflow_run_by_id("run-a", "wf"));
    EXPECT_EQ(ok(runs.load_workflow_snapshot("wf", "run-a")), std::nullopt);
    EXPECT_EQ(list({}).total, 3);
}

TEST_F(workflows_test, a_deleted_run_is_gone_and_deleting_it_again_is_no_error) {
    persist("flow", "r1", json("{\"x\":\"" + noise(900'000) + "\"}"));
    persist("flow", "r2", json("{}"));
    ok(runs.delete_workflow_run_by_id("r1", "flow"));
    ok(runs.delete_workflow_run_by_id("r1", "flow"));
    EXPECT_EQ(raw_items().size(), 1U);
    EXPECT_EQ(ok(runs.load_workflow_snapshot("flow", "r1")), std::nullopt);
}

// Row 31: a snapshot is read consistently, unless that is switched off.
TEST_F(workflows_test, row_31_a_snapshot_is_read_consistently) {
    persist("flow", "r1", json("{}"));
    test_proxy proxy;
    for (const bool consistent : {true, false}) {
        auto settings = config();
        settings.consistent_reads = consistent;
        proxy.reset();
        ok(handle(settings, proxy.endpoint()).load_workflow_snapshot("flow", "r1"));
        EXPECT_DOUBLE_EQ(proxy.stats().capacity_units, consistent ? 1 : 0.5);
    }
}

TEST_F(workflows_test, expired_runs_are_gone_from_everything_and_updates_renew_the_lifetime) {
    const auto mortal = handle(with_ttl(stores::entity_kind::workflow_snapshot, 3600s, "gone_at"), test_endpoint());
    workflow_snapshot value("flow", "r1", json(R"({"status":"running","context":{}})"));
    value.resource_id = "user-1";
    ok(mortal.persist_workflow_snapshot(value));
    clock.advance(3000s);
    ok(mortal.update_workflow_results({"flow", "r1", "s", json("1")}));
    clock.advance(3000s);
    ok(mortal.update_workflow_results({"flow", "r1", "s", json("1")}));  // the same again renews it too
    clock.advance(3000s);
    EXPECT_TRUE(ok(mortal.load_workflow_snapshot("flow", "r1")));
    clock.advance(601s);
    EXPECT_FALSE(ok(mortal.load_workflow_snapshot("flow", "r1")));
    EXPECT_FALSE(ok(mortal.get_workflow_run_by_id("r1")));
    EXPECT_FALSE(ok(mortal.get_workflow_run_by_id("r1", "flow")));
    EXPECT_FALSE(ok(mortal.update_workflow_state({"flow", "r1", json("{}")})));
    stores::workflow_run_query query;
    EXPECT_EQ(ok(mortal.list_workflow_runs(query)).total, 0);
    query.workflow_name = "flow";
    query.page = 0;
    query.per_page = 5;
    EXPECT_EQ(ok(mortal.list_workflow_runs(query)).total, 0);
    ok(mortal.persist_workflow_snapshot({"flow", "r1", json("{}")}));
    const auto run = ok(mortal.get_workflow_run_by_id("r1", "flow"));
    EXPECT_EQ(run->resource_id, std::nullopt);
    EXPECT_EQ(run->created_at, run->updated_at);
    stores::store_options brief;
    brief.lifetime = 10s;
    ok(mortal.persist_workflow_snapshot({"flow", "r1", json("{}")}, brief));
    clock.advance(11s);
    EXPECT_FALSE(ok(mortal.load_workflow_snapshot("flow", "r1")));
}

}  // namespace
}  // namespace mastra::test
